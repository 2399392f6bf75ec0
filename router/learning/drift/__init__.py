"""What comes in against what the model was trained on."""
