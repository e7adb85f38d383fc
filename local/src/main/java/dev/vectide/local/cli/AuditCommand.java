package dev.vectide.local.cli;

import dev.vectide.core.config.Durations;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.local.LocalSystem;
import dev.vectide.local.kafka.AuditReport;
import dev.vectide.local.kafka.AuditSettings;
import dev.vectide.local.kafka.StreamAudit;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proves of a stream that every event ended exactly once, or names those that did not. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Proves that every event of a stream ended exactly once, and every live vector as a row of the store and"
                + " a score; lists what is missing, doubled or late. Exit code 1 where something is.")
final class AuditCommand implements Callable<Integer> {
    /** More than anybody reads; the others are counted. */
    private static final int KEPT = 10_000;

    @Mixin
    private ServerOptions server;

    @Mixin
    private ConfigOptions config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data of 'vectide up', which knows where its Kafka is, unless kafka.bootstrap is set; else the"
                    + " folder data of this project.")
    private @Nullable Path data;

    @Option(names = "--stream", paramLabel = "NAME", required = true, description = "Whose events.")
    private String stream;

    @Option(names = "--from", paramLabel = "TIME", description = "Only events from then on, such as 2026-01-31T12:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only events before then.")
    private @Nullable Instant to;

    @Option(
            names = "--late",
            paramLabel = "DURATION",
            defaultValue = "2m",
            description = "What has been on its way for longer is late. Default: ${DEFAULT-VALUE}.")
    private String late;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        StreamOption.checked("--stream", stream);
        Duration patience = patience();
        if (from != null && to != null && !from.isBefore(to)) {
            throw CommandException.usage("--to: " + to + ", expected later than --from " + from);
        }
        VectideConfig settings = connected();
        CollectionRows rows = new CollectionRows(server.api(), stream);
        String space = rows.space();
        AuditReport report = StreamAudit.run(
                new AuditSettings(settings, stream, space, from, to, patience, KEPT), rows, Clock.systemUTC());
        AuditView view = new AuditView(stream, space, report);
        output.report(view.json(), out -> view.print(out, output));
        return report.isBalanced() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Duration patience() {
        try {
            return Durations.parse(late);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--late: '" + late + "', " + e.getMessage());
        }
    }

    private VectideConfig connected() {
        VectideConfig settings = config.settings(Map.of()).bind();
        if (!settings.kafka().bootstrap().isEmpty()) {
            return settings;
        }
        Path directory = data == null ? ConfigOptions.usualData() : data;
        return settings.withBootstrap(LocalSystem.bootstrapOf(directory)
                .orElseThrow(() -> CommandException.unavailable("no Kafka is known: kafka.bootstrap is not set, and in "
                        + directory.toAbsolutePath().normalize() + " no system ever ran; name another with --data")));
    }
}
