"""Official texts: parsed into a tree, consolidated by date, quoted with their place."""
