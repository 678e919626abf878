"""Page "Cijfers": the ledger as a table and as charts."""

from bot.ui.figures_page import show

show()
