"""Page "Oefenen": answer hard questions and hear what was right, missing or wrong."""

from bot.ui.rehearsal import show

show()
