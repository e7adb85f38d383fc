package dev.vectide.local.cli;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.evaluate.DataFolder;
import dev.vectide.evaluate.Study;
import dev.vectide.evaluate.data.DataException;
import dev.vectide.evaluate.data.Dataset;
import dev.vectide.evaluate.data.Datasets;
import dev.vectide.evaluate.data.LivePoints;
import dev.vectide.evaluate.report.ReportJson;
import dev.vectide.evaluate.report.RunReport;
import dev.vectide.evaluate.report.SpaceResult;
import dev.vectide.evaluate.report.page.ReportPage;
import dev.vectide.evaluate.study.Mitigations;
import dev.vectide.evaluate.task.Task;
import dev.vectide.evaluate.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The evaluation suite, on a data set or a live collection. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Scores spaces on a data set, or a live collection by the labels in it.",
            "A data set is a file or a folder of labelled texts, of pairs with scores, or of a corpus with queries and qrels."
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final int TOLD = 20;

    @Mixin
    private ServerOptions server;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--data", paramLabel = "PATH", description = "A folder, or a file of NDJSON, TSV or CSV.")
    private @Nullable Path data;

    @Option(
            names = "--collection",
            paramLabel = "C",
            description = "A collection of the running system; its vectors are taken as they are.")
    private @Nullable String collection;

    @Option(names = "--label", paramLabel = "ATTR", description = "Attribute, or column of --data, that holds the label.")
    private @Nullable String label;

    @Option(
            names = "--spaces",
            paramLabel = "A,B,…",
            split = ",",
            description = "Spaces to encode in. Default: that of the settings.")
    private List<String> spaces = new ArrayList<>();

    @Option(names = "--tasks", paramLabel = "A,B,…", split = ",", description = "Default: all usual ones that the data allow.")
    private List<String> tasks = new ArrayList<>();

    @Option(
            names = "--no-prefixes",
            description = "Texts are encoded as they are, without their space's prefixes, as for some published figures.")
    private boolean bare;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "One self-contained page with charts; what it shows of another domain is encoded besides.")
    private @Nullable Path report;

    @Option(
            names = "--transfer",
            paramLabel = "PATH",
            description = "Data of another domain, which every space is probed on. Default, with --report or --mitigations: "
                    + "WordNet's definitions.")
    private @Nullable Path transfer;

    @Option(
            names = "--invariance",
            description = "Changes 300 texts (case, typos, numbers, negation, …) or pictures (brightness, rotation, crop, blur)"
                    + " and tells what the space ignores.")
    private boolean invariance;

    @Option(
            names = "--mitigations",
            description = "Judges centring, all-but-the-top, whitening and a learnt adapter: the first task is what is to "
                    + "gain, no other may lose, the other domain's included.")
    private boolean mitigations;

    @Option(
            names = "--adopt",
            paramLabel = "NAME",
            description = "Judges one mitigation (centring, all-but-the-top, whitening, adapter) on one space and, if it is "
                    + "worth having, writes it with the settings of the space it makes.")
    private @Nullable String adopt;

    @Option(names = "--adopt-to", paramLabel = "FOLDER", description = "Default: spaces/SPACE.NAME.")
    private @Nullable Path adoptTo;

    @Option(names = "--anyway", description = "With --adopt: also what is not worth having.")
    private boolean anyway;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        check();
        VectideConfig settings = config.settings(Map.of()).bind();
        List<Task> named = tasks.stream().distinct().map(EvaluateCommand::task).toList();
        EvaluateRun run = new EvaluateRun(settings, output, bare, study());
        RunReport found = collection != null && label != null
                ? ofCollection(run, named, collection, label)
                : ofData(run, settings.encoder().space(), named, Objects.requireNonNull(data));
        if (report != null) {
            write(report, found);
        }
        if (adopt != null) {
            adopt(adopt, found.spaces().get(0));
        }
        output.report(ReportJson.of(found), out -> new EvaluateTable(output).print(found, out));
        return ExitCode.DONE;
    }

    private void adopt(String mitigation, SpaceResult space) {
        Path folder = adoptTo == null ? Path.of("spaces", space.name() + "." + mitigation) : adoptTo;
        String yaml = new Adoption(mitigation, folder, anyway).write(space);
        output.err().println("Written to " + folder + ". Put into the settings, and name the space in encoder.space or"
                + " encoder.more-spaces:");
        output.err().print(yaml);
        output.err().flush();
    }

    private List<Mitigations> judged() {
        if (adopt == null) {
            return mitigations ? List.of(Mitigations.values()) : List.of();
        }
        return List.of(Mitigations.named(adopt)
                .orElseThrow(() -> CommandException.usage("--adopt: '" + adopt + "', expected one of "
                        + Stream.of(Mitigations.values()).map(Mitigations::label).collect(Collectors.joining(", ")))));
    }

    private Study study() {
        boolean elsewhere = report != null || mitigations || adopt != null || transfer != null;
        Optional<Dataset> other = !elsewhere
                ? Optional.empty()
                : Optional.of(transfer == null ? WordNetProbe.dataset() : read("--transfer", transfer, null));
        return new Study(report != null, invariance, judged(), other);
    }

    private void write(Path file, RunReport found) {
        String made = Instant.now().truncatedTo(ChronoUnit.SECONDS) + " by " + new Version().getVersion()[0];
        try {
            Files.writeString(file, ReportPage.of(found, made));
        } catch (IOException e) {
            throw CommandException.failed("--report: " + file + " cannot be written: " + e.getMessage());
        }
        output.err().println("The page: " + file.toAbsolutePath().normalize().toUri());
        output.err().flush();
    }

    private void check() {
        Path folder = report == null ? null : report.toAbsolutePath().getParent();
        if (report != null && (Files.isDirectory(report) || folder == null || !Files.isDirectory(folder))) {
            throw CommandException.usage("--report: " + report + ": expected a file in a folder that exists");
        }
        if (adopt != null && (collection != null || spaces.size() > 1 || bare)) {
            throw CommandException.usage("--adopt: expected --data, one space and its prefixes");
        }
        if ((data == null) == (collection == null)) {
            throw CommandException.usage("expected one of --data and --collection");
        }
        if (collection != null && label == null) {
            throw CommandException.usage("--label: expected the attribute of " + collection + " that holds the label");
        }
    }

    private static Task task(String name) {
        return Tasks.named(name)
                .orElseThrow(() -> CommandException.usage("--tasks: '" + name + "', expected some of "
                        + Tasks.ALL.stream().map(Task::name).collect(Collectors.joining(", "))));
    }

    private RunReport ofData(EvaluateRun run, String usual, List<Task> named, Path path) {
        List<String> wanted = spaces.isEmpty() ? List.of(usual) : spaces;
        Dataset set = read("--data", path, label);
        return RunReport.of(set, run.encoded(wanted, set, fitting(set, named)));
    }

    private Dataset read(String option, Path path, @Nullable String column) {
        try {
            Dataset set = Datasets.read(new DataFolder(path), column);
            tell(set);
            return set;
        } catch (DataException e) {
            throw CommandException.usage(option + ": " + e.getMessage());
        }
    }

    /** The store's own vectors first; then those of the spaces that were named, of the same texts. */
    private RunReport ofCollection(EvaluateRun run, List<Task> named, String name, String attribute) {
        LivePoints points = new CollectionReader(server.api(), name, attribute).read();
        try {
            Dataset ids = points.dataset();
            tell(ids);
            List<Task> asked = fitting(ids, named);
            List<SpaceResult> results = new ArrayList<>(List.of(run.live(points, ids, asked)));
            if (!spaces.isEmpty()) {
                results.addAll(run.encoded(spaces, points.texts(ids), asked));
            }
            return RunReport.of(ids, results);
        } catch (DataException e) {
            throw CommandException.failed("--collection: " + e.getMessage());
        }
    }

    /** Rows that count nowhere, on stderr. */
    private void tell(Dataset set) {
        int rejected = set.rejected().size();
        set.rejected().stream().limit(TOLD).forEach(row -> output.err().println(Lines.shortened(row.toString(), 300)));
        if (rejected > TOLD) {
            output.err().println(rejected - TOLD + " more rows are rejected; --output json lists them");
        }
        output.err().flush();
    }

    private static List<Task> fitting(Dataset set, List<Task> named) {
        for (Task task : named) {
            if (!task.fits(set.content())) {
                throw CommandException.usage("--tasks: " + task.name() + " wants other data than those of " + set.name());
            }
        }
        return named.isEmpty() ? Tasks.usual(set.content()) : named;
    }
}
