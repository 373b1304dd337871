"""Meetings from their rule to their reminders: setting, changing, answering, who comes."""
