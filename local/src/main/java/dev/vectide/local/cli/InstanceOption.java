package dev.vectide.local.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The name of one process among those of its role. */
final class InstanceOption {
    @Option(
            names = "--instance",
            paramLabel = "NAME",
            description = "Tells it from others of its role; kept over restarts. Else as in the settings.")
    private @Nullable String own;

    /** @param section of the settings that has it, as environment variables write it */
    Map<String, String> overrides(String section) {
        return own == null ? Map.of() : Map.of("VECTIDE_" + section + "_INSTANCE", own);
    }
}
