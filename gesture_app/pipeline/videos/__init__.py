"""A folder of videos → the landmarks of each, on all cores, going on where it stopped."""
