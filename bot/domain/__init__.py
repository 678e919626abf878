"""What Weerwoord talks about: sources, passages, figures, cards, answers. Frozen, no imports from above."""
