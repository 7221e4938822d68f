"""What the program costs, beside the bare libraries it stands on, measured in one run."""
