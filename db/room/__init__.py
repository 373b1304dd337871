"""What happens at a meeting, and what comes of it: tables and questions to them."""
