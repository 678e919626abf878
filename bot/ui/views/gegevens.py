"""Page "Mijn gegevens": what is stored about the visitor, to take along or delete."""

from bot.ui.privacy_page import show

show()
