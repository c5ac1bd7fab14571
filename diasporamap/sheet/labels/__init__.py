"""Labels on paper: where they could stand, which place is true, and how they are written."""
