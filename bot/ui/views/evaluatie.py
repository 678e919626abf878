"""Page "Evaluatie": the evaluation questions beside the chat, and running them."""

from bot.ui.evaluation_page import show

show()
