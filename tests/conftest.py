from hypothesis import HealthCheck, settings

# A busy machine is no fault of the project, and a run that fails has to fail again.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
