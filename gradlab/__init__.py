"""What students import: live explorers and visible checks. Contains no answers."""
