"""The only place that names tables; it cannot open what it stores."""
