"""Official texts: parsed into a tree, consolidated by date, quoted with their place.

The parts are imported by name: a start that finds the texts read (`kept`) does without the parser.
"""
