package dev.vectide.local.cli;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.local.Role;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands that run one role have in common: their options, and how they run until they are told to stop. */
final class RoleOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--port", description = "Of HTTP; 0 chooses a free one. Else http.port of the settings.")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where its log and its data lie; else a folder of its role (and instance) in the folder data of "
                    + "this project.")
    private @Nullable Path data;

    /** What is started with: settings, and a folder of its own. */
    record Start(VectideConfig settings, Path folder, Consumer<String> say) {}

    /**
     * Runs a role until SIGTERM or Ctrl-C, which let it finish what it has begun; a second one halts the process.
     *
     * @param overrides of settings, as the environment would have them
     * @param folder name of the folder of its own
     */
    int run(
            String name,
            Map<String, String> overrides,
            Function<VectideConfig, String> folder,
            Function<Start, Role> start)
            throws InterruptedException {
        VectideConfig settings = config.settings(withPort(overrides)).bind();
        if (settings.kafka().bootstrap().isEmpty()) {
            throw CommandException.usage("kafka.bootstrap is empty, expected host:port of the Kafka that the roles share");
        }
        Path directory = data == null ? ConfigOptions.usualData().resolve(folder.apply(settings)) : data;
        ServerLog.writeTo(directory.resolve("logs"), settings.logging());
        CountDownLatch stop = new CountDownLatch(1);
        Starter starter = new Starter(stop);
        Signals.onStop(starter::stop);
        Role started = starter.run(() -> start.apply(new Start(settings, directory, this::say)));
        if (started == null) {
            say("Stopped.");
            return ExitCode.DONE;
        }
        try (Role role = started) {
            if (Readiness.await(role::notReady, stop, this::say)) {
                say("The " + name + " is ready at " + role.address() + " (Kafka at "
                        + settings.kafka().bootstrap() + "). Ctrl-C stops it.");
            }
            stop.await();
            say("Stopping.");
        }
        say("Stopped.");
        return ExitCode.DONE;
    }

    private Map<String, String> withPort(Map<String, String> given) {
        Map<String, String> overrides = new HashMap<>(given);
        if (port != null) {
            if (port < 0 || port > 65535) {
                throw new ParameterException(spec.commandLine(), "--port: " + port + ", expected 0 to 65535");
            }
            overrides.put("VECTIDE_HTTP_PORT", port.toString());
        }
        return overrides;
    }

    private void say(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }
}
