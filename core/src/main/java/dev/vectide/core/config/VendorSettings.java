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
            Set.of(
                    "bootstrap.servers",
                    "application.id",
                    "application.server",
                    "processing.guarantee",
                    "state.dir",
                    "group.protocol");
    /** What decides where a job's state lies, that it comes back, and that its results do not depend on timing. */
    static final Set<String> OWNED_FLINK = Set.of(
            "execution.checkpointing.dir",
            "execution.checkpointing.externalized-checkpoint-retention",
            "execution.checkpointing.interval",
            "execution.checkpointing.mode",
            "execution.checkpointing.savepoint-dir",
            "execution.checkpointing.storage",
            "execution.checkpointing.unaligned",
            "execution.checkpointing.unaligned.enabled",
            "execution.checkpointing.unaligned.forced",
            "execution.savepoint.path",
            "execution.state-recovery.claim-mode",
            "execution.state-recovery.path",
            "minicluster.number-of-taskmanagers",
            "parallelism.default",
            "pipeline.generic-types",
            "pipeline.max-parallelism",
            "pipeline.name",
            "pipeline.object-reuse",
            "state.backend",
            "state.backend.type",
            "state.checkpoint-storage",
            "state.checkpoints.dir",
            "state.savepoints.dir",
            "taskmanager.numberOfTaskSlots");

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
