"""Changes that meet: what each depends on, and what people can choose where they do not fit."""
