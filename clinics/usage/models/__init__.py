from clinics.usage.models.usage_count import UsageCount

__all__ = ["UsageCount"]
