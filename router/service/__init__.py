"""The long-running service: wires the rooms together, schedules, starts and stops."""
