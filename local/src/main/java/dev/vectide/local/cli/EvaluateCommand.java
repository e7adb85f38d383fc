package dev.vectide.local.cli;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.encoder.ContentModel;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.onnx.OnnxModels;
import dev.vectide.evaluate.DataFolder;
import dev.vectide.evaluate.Evaluation;
import dev.vectide.evaluate.data.DataException;
import dev.vectide.evaluate.data.Dataset;
import dev.vectide.evaluate.data.Datasets;
import dev.vectide.evaluate.data.LivePoints;
import dev.vectide.evaluate.report.ReportJson;
import dev.vectide.evaluate.report.RunReport;
import dev.vectide.evaluate.report.SpaceResult;
import dev.vectide.evaluate.task.Embedded;
import dev.vectide.evaluate.task.Task;
import dev.vectide.evaluate.task.Tasks;
import dev.vectide.evaluate.vector.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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

    @Option(names = "--report", paramLabel = "FILE.html", description = "Not built yet.")
    private @Nullable Path report;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        check();
        VectideConfig settings = config.settings(Map.of()).bind();
        List<Task> named = tasks.stream().distinct().map(EvaluateCommand::task).toList();
        RunReport found = collection != null && label != null
                ? ofCollection(settings, named, collection, label)
                : ofData(settings, named, Objects.requireNonNull(data));
        output.report(ReportJson.of(found), out -> new EvaluateTable(output).print(found, out));
        return ExitCode.DONE;
    }

    private void check() {
        if (report != null) {
            throw CommandException.usage("--report: the page is not built yet; --output json has all that is found");
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

    private RunReport ofData(VectideConfig settings, List<Task> named, Path path) {
        List<String> wanted = spaces.isEmpty() ? List.of(settings.encoder().space()) : spaces;
        Dataset set = read(path);
        return RunReport.of(set, encoded(settings, wanted, set, fitting(set, named)));
    }

    private Dataset read(Path path) {
        try {
            Dataset set = Datasets.read(new DataFolder(path), label);
            tell(set);
            return set;
        } catch (DataException e) {
            throw CommandException.usage("--data: " + e.getMessage());
        }
    }

    /** The store's own vectors first; then those of the spaces that were named, of the same texts. */
    private RunReport ofCollection(VectideConfig settings, List<Task> named, String name, String attribute) {
        LivePoints points = new CollectionReader(server.api(), name, attribute).read();
        try {
            Dataset ids = points.dataset();
            tell(ids);
            List<Task> asked = fitting(ids, named);
            List<SpaceResult> results = new ArrayList<>();
            try (EvaluateProgress progress = new EvaluateProgress(output)) {
                Embedded vectors = new Embedded(Vectors.of(points.vectors(ids)), Optional.empty());
                results.add(new Evaluation(ids, asked, progress)
                        .run(name + " (" + points.space() + ")", points.fingerprint(), vectors));
            }
            if (!spaces.isEmpty()) {
                results.addAll(encoded(settings, spaces, points.texts(ids), asked));
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

    private List<SpaceResult> encoded(VectideConfig settings, List<String> wanted, Dataset set, List<Task> asked) {
        wanted.forEach(space -> OnnxModels.check(settings, space, "--spaces"));
        Signals.haltOnStop();
        List<SpaceResult> results = new ArrayList<>();
        try (EvaluateProgress progress = new EvaluateProgress(output)) {
            for (String space : wanted.stream().distinct().toList()) {
                try (ContentModel model = bare
                        ? OnnxModels.loadWithoutPrefixes(settings, space)
                        : OnnxModels.load(settings, space)) {
                    if (!(model instanceof TextModel texts)) {
                        throw CommandException.usage(
                                "--spaces: " + space + " is a space of " + model.kind() + ", expected one of texts");
                    }
                    results.add(new Evaluation(set, asked, progress).run(texts));
                }
            }
        }
        return results;
    }
}
