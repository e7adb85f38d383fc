package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import dev.vectide.ingest.replay.Columns;
import dev.vectide.ingest.replay.FileFormatException;
import dev.vectide.ingest.replay.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replays files into a stream. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = {
            "Replays files into a stream.",
            "Broken off, the same command goes on behind the last row that was acknowledged. Exit code 1 if rows were refused."
        })
final class IngestCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private ServerOptions server;

    @Mixin
    private StreamOption stream;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "NDJSON, CSV or TSV, in UTF-8.")
    private List<Path> files;

    @Option(names = "--format", paramLabel = "ndjson|csv|tsv", description = "Else the file's extension says it.")
    private @Nullable Format format;

    @Option(names = "--id", paramLabel = "FIELD", description = "Field or column that names the document. Default: id, else the row.")
    private @Nullable String id;

    @Option(names = "--text", paramLabel = "FIELD", description = "Field or column of the text. Default: text.")
    private @Nullable String text;

    @Option(names = "--time", paramLabel = "FIELD", description = "Field or column of the time. Default: time, else now.")
    private @Nullable String time;

    @Option(names = "--rate", paramLabel = "N", description = "At most so many rows a second.")
    private @Nullable Integer rate;

    @Option(names = "--live", description = "The monitors take the rows for live events, not for a replay.")
    private boolean live;

    @Option(names = "--restart", description = "From the first row, also where an earlier run was broken off.")
    private boolean restart;

    @Mixin
    private OutputOptions output;

    IngestCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (rate != null && rate < 1) {
            throw CommandException.usage("--rate: " + rate + ", expected 1 or more");
        }
        List<Format> formats = files.stream().map(this::format).toList();
        EventPoster poster = new EventPoster(server.api(), stream.name(), live);
        List<Replayed> done = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            done.add(replay(files.get(i), formats.get(i), poster));
        }
        report(done);
        return done.stream().allMatch(file -> file.rejected() == 0) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Format format(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw CommandException.usage(file + ": expected a file that can be read");
        }
        if (format != null) {
            return format;
        }
        return Format.ofFileName(file.getFileName().toString())
                .orElseThrow(() -> CommandException.usage(file + ": say with --format what it is: ndjson, csv or tsv"));
    }

    private Replayed replay(Path file, Format as, EventPoster poster) {
        ReplayState state = ReplayState.of(file, stream.name(), environment);
        if (restart) {
            state.forget();
        }
        try (ReplayProgress progress = ReplayProgress.of(file, output, state.rows())) {
            FileReplay replay = new FileReplay(file, as, new Columns(id, text, time), rate, poster, state, progress);
            return replay.run();
        } catch (FileFormatException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            throw CommandException.failed(file + ": cannot be read: " + e.getMessage());
        }
    }

    private void report(List<Replayed> done) {
        ObjectNode report = Json.MAPPER.createObjectNode().put("stream", stream.name());
        ArrayNode array = report.putArray("files");
        done.forEach(file -> array.add(file.json()));
        output.report(report, out -> done.forEach(file -> out.println(file.sentence())));
    }
}
