"""Page "Bronnen": what each note and report says and who relies on it."""

from bot.ui.sources_page import show

show()
