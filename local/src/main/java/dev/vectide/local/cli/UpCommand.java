package dev.vectide.local.cli;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.local.LocalSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the system until it is told to stop: by Ctrl-C or SIGTERM, which stop it cleanly; a second one halts it. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Runs the whole system in this process: broker, every role and the page on one port.")
final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--data", paramLabel = "DIR", description = "Where it keeps its data; else the folder data of this project.")
    private @Nullable Path data;

    @Option(names = "--port", description = "Of HTTP; 0 chooses a free one. Else http.port of the settings.")
    private @Nullable Integer port;

    @Override
    public Integer call() throws InterruptedException {
        long start = System.nanoTime();
        VectideConfig settings = config.settings(overrides()).bind();
        Path directory = data == null ? ConfigOptions.usualData() : data;
        ServerLog.writeTo(directory.resolve("logs"), settings.logging());
        CountDownLatch stop = new CountDownLatch(1);
        Signals.onStop(stop::countDown);
        try (LocalSystem system = LocalSystem.start(settings, directory)) {
            if (Readiness.await(system::notReady, stop, this::say)) {
                say("Vectide is ready at " + system.address() + " (" + seconds(start) + " s; Kafka at "
                        + system.config().kafka().bootstrap() + ", data in " + directory.toAbsolutePath().normalize()
                        + "). Ctrl-C stops it.");
            }
            stop.await();
            say("Stopping.");
        }
        say("Stopped.");
        return ExitCode.DONE;
    }

    private Map<String, String> overrides() {
        Map<String, String> overrides = new HashMap<>();
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

    private static String seconds(long start) {
        return String.format(Locale.ROOT, "%.1f", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
    }
}
