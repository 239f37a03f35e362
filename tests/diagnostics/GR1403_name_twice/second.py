from ray import remote


@remote
class load: ...
