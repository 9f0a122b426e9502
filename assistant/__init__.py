"""From a question to a cited answer: understanding, ranking, composing; command line and page."""

from assistant.answer import Answer, Citation, Claim
from assistant.chain import Assistant
from assistant.settings import Settings

__all__ = ["Answer", "Assistant", "Citation", "Claim", "Settings"]
