"""The meeting room: what is said around, during and after a meeting, one module for each thing one does there."""
