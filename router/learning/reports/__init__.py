"""How good a model is, as people and programs read it: tables, JSON, a page with plots, a card."""
