"""From recorded takes to a model: augmentation, LSTM, training, evaluation, checkpoints."""
