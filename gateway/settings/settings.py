"""All settings of Doria in one class, made of the settings of each subject."""

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from gateway.settings.backup_phone import BackupPhoneSettings
from gateway.settings.backups import BackupSettings
from gateway.settings.beside import BesideSettings
from gateway.settings.desk import DeskSettings
from gateway.settings.heartbeat import HeartbeatSettings
from gateway.settings.keys import KeySettings
from gateway.settings.limits import LimitSettings
from gateway.settings.log_lines import LogSettings
from gateway.settings.network import NetworkSettings
from gateway.settings.payments import PaymentSettings
from gateway.settings.processes import ProcessSettings
from gateway.settings.stores import StoreSettings


class Settings(  # pydantic takes the fields of the last class first, and says faults in that order
    PaymentSettings,
    BackupSettings,
    LogSettings,
    ProcessSettings,
    DeskSettings,
    HeartbeatSettings,
    BesideSettings,
    BackupPhoneSettings,
    LimitSettings,
    NetworkSettings,
    KeySettings,
    StoreSettings,
    BaseSettings,
):
    """Everything that differs between a laptop, a test and a server. Names are environment names in lower case."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    @classmethod
    def settings_customise_sources(  # noqa: D102 - the library's own hook
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # Read only what `read_settings` was given, never the environment of the process.
        _ = settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)
