package dev.vectide.local.cli;

import dev.vectide.core.config.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The settings that would be used. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Checks the settings; with --print shows the effective ones, with secrets masked.")
final class ConfigCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions config;

    @Option(names = "--print", description = "All settings, with their defaults.")
    private boolean print;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        Settings settings = config.settings(Map.of());
        settings.bind();
        if (print || output.json()) {
            output.report(settings.masked(), out -> out.print(settings.toYaml()));
        } else {
            output.out().println("The settings are sound; --print shows them.");
            output.out().flush();
        }
        return ExitCode.DONE;
    }
}
