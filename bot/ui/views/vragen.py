"""Page "Vragen": ask a question, get a sourced answer."""

from bot.ui.questions import show

show()
