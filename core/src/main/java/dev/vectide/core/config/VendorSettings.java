package dev.vectide.core.config;

import java.util.Map;
import java.util.Set;

/** Settings that go to a library as they are: plain values, and none that the system itself must decide. */
final class VendorSettings {
    static final Set<String> OWNED_CLIENT = Set.of(
            "bootstrap.servers",
            "transactional.id",
            "isolation.level",
            "enable.auto.commit",
            "enable.idempotence",
            "auto.offset.reset",
            "group.id",
            "group.instance.id",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer");
    static final Set<String> OWNED_STREAMS =
            Set.of("bootstrap.servers", "application.id", "processing.guarantee", "state.dir", "group.protocol");

    private VendorSettings() {}

    static void check(String section, Map<String, Object> settings, Set<String> owned) {
        settings.forEach((key, value) -> {
            String path = section + "." + key;
            if (owned.contains(key)) {
                throw new SettingFault(path, value, "this one is Vectide's own to set; leave it out");
            }
            if (value == null || value instanceof Map || value instanceof Iterable) {
                throw new SettingFault(path, null, "expected a plain value under the vendor's full key, dots and all");
            }
        });
    }
}
