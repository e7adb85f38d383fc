package dev.vectide.evaluate;

import dev.vectide.core.encoder.InputType;
import dev.vectide.core.event.Bytes;
import dev.vectide.evaluate.bootstrap.Bootstrap;
import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.data.Dataset;
import dev.vectide.evaluate.data.Labelled;
import dev.vectide.evaluate.invariance.Declaration;
import dev.vectide.evaluate.invariance.InvarianceCheck;
import dev.vectide.evaluate.invariance.Verdict;
import dev.vectide.evaluate.invariance.imageio.ImagePerturbation;
import dev.vectide.evaluate.invariance.text.TextPerturbation;
import dev.vectide.evaluate.mitigation.Judge;
import dev.vectide.evaluate.mitigation.JudgedTransform;
import dev.vectide.evaluate.mitigation.Transform;
import dev.vectide.evaluate.portrait.Painter;
import dev.vectide.evaluate.report.Findings;
import dev.vectide.evaluate.study.Fitting;
import dev.vectide.evaluate.study.Mitigations;
import dev.vectide.evaluate.study.SuiteTask;
import dev.vectide.evaluate.task.Embedded;
import dev.vectide.evaluate.task.Task;
import dev.vectide.evaluate.task.Tasks;
import dev.vectide.evaluate.vector.Thinning;
import dev.vectide.evaluate.vector.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is looked at besides the tasks.
 *
 * @param portrait whether charts are wanted
 * @param invariance whether documents are to be changed and encoded again
 * @param mitigations those that are to be judged
 * @param transfer a data set of another domain, probed by its tasks
 */
public record Study(boolean portrait, boolean invariance, List<Mitigations> mitigations, Optional<Dataset> transfer) {
    public static final Study NONE = new Study(false, false, List.of(), Optional.empty());

    /** Documents that are changed. */
    private static final int CHANGED = 300;
    /** A small probe: what is quick, and has items. */
    private static final Set<String> PROBES = Set.of("sts", "pairs", "retrieval", "knn", "few-shot");
    /** Too slow to run for each mitigation; few-shot is the same classifier on fewer texts. */
    private static final Set<String> SLOW = Set.of("probe");

    public Study {
        mitigations = List.copyOf(mitigations);
    }

    /** Whether anything is encoded besides the data set. */
    public boolean wantsEncoder() {
        return invariance || transfer.isPresent();
    }

    Findings of(
            Dataset data, List<Task> tasks, Embedded vectors, Encoders encoders, String name, Progress progress) {
        Run run = new Run(data, tasks, vectors, name, progress);
        Optional<Embedded> elsewhere = transfer.flatMap(
                set -> encoders.texts().map(one -> new DataEncoder(one, progress).encode(set).vectors()));
        if (wantsEncoder() && encoders.isEmpty()) {
            run.notes.add("another domain, invariances: this space's encoder is not at hand");
        } else if (transfer.isPresent() && encoders.texts().isEmpty()) {
            run.notes.add("another domain: " + transfer.get().name() + " has texts, this space takes pictures");
        }
        Optional<Findings.Transfer> transferred = transfer.flatMap(set -> elsewhere.map(there -> new Findings.Transfer(
                set.name(), set.documents().size(), Evaluation.scored(
                        name + ", " + set.name(), set, probes(set), there, progress))));
        return new Findings(
                portrait ? Optional.of(Painter.of(data, vectors)) : Optional.empty(),
                transferred,
                invariance ? run.verdicts(encoders) : List.of(),
                run.judged(elsewhere),
                Optional.empty(),
                run.notes);
    }

    private static List<Task> probes(Dataset set) {
        return Tasks.usual(set.content()).stream().filter(task -> PROBES.contains(task.name())).toList();
    }

    /** Of one space. */
    private final class Run {
        private final Dataset data;
        private final List<Task> tasks;
        private final Embedded vectors;
        private final String name;
        private final Progress progress;
        private final List<String> notes = new ArrayList<>();

        Run(Dataset data, List<Task> tasks, Embedded vectors, String name, Progress progress) {
            this.data = data;
            this.tasks = tasks;
            this.vectors = vectors;
            this.name = name;
            this.progress = progress;
        }

        List<Verdict> verdicts(Encoders encoders) {
            Optional<List<Verdict>> texts = encoders.texts().map(encoder -> {
                DataEncoder changed = new DataEncoder(encoder, progress);
                return verdicts(
                        document -> document, some -> changed.encode(some, InputType.DOCUMENT), TextPerturbation.usual());
            });
            Optional<List<Verdict>> pictures = encoders.pictures().flatMap(encoder -> data.pictures()
                    .map(files -> verdicts(files::read, some -> vectors(encoder, some), ImagePerturbation.usual())));
            return texts.or(() -> pictures).orElse(List.of());
        }

        private float[][] vectors(PictureEncoder encoder, List<Bytes> some) {
            float[][] rows = encoder.encode(some).stream().map(one -> one.vector().toArray()).toArray(float[][]::new);
            progress.step(rows.length);
            return rows;
        }

        private <T> List<Verdict> verdicts(
                Function<String, T> item, Function<List<T>, float[][]> encoder, List<Declaration<T>> declarations) {
            List<Labelled> tests = data.content() instanceof Content.Labels labels ? labels.test() : List.of();
            int[] chosen = Thinning.indices(tests.isEmpty() ? data.documents().size() : tests.size(), CHANGED);
            List<T> items = IntStream.of(chosen)
                    .mapToObj(i -> data.documents().get(tests.isEmpty() ? i : tests.get(i).document()))
                    .map(item)
                    .toList();
            List<Integer> labels = tests.isEmpty()
                    ? List.of()
                    : IntStream.of(chosen).mapToObj(i -> tests.get(i).label()).toList();
            progress.stage(name + ": changed items", (declarations.size() + 1L) * items.size());
            try {
                return new InvarianceCheck<>(items, labels, some -> units(encoder.apply(some)), Bootstrap.DEFAULT)
                        .verdicts(declarations);
            } catch (IllegalArgumentException e) {
                notes.add("invariances: " + e.getMessage());
                return List.of();
            }
        }

        private float[][] units(float[][] rows) {
            Vectors units = Vectors.owning(rows).units();
            return IntStream.range(0, rows.length).mapToObj(units::row).toArray(float[][]::new);
        }

        List<JudgedTransform> judged(Optional<Embedded> elsewhere) {
            if (mitigations.isEmpty()) {
                return List.of();
            }
            Fitting fitting = Fitting.of(data.content(), vectors);
            List<SuiteTask> here = tasks.stream()
                    .filter(task -> !SLOW.contains(task.name()))
                    .flatMap(task -> SuiteTask.of(data.name(), task, fitting.judged(), fitting.embedded()).stream())
                    .toList();
            List<SuiteTask> there = transfer.stream()
                    .flatMap(set -> probes(set).stream().flatMap(task -> elsewhere.stream()
                            .flatMap(embedded -> SuiteTask.of(set.name(), task, set.content(), embedded).stream())))
                    .toList();
            List<SuiteTask> others = Stream.concat(here.stream().skip(1), there.stream()).toList();
            if (here.isEmpty() || others.isEmpty()) {
                notes.add("mitigations: " + here.size() + " tasks here and " + there.size() + " in another domain; one to gain"
                        + " at and one that must not lose are wanted");
                return List.of();
            }
            progress.stage(name + ": mitigations", mitigations.size());
            List<JudgedTransform> judged = new ArrayList<>();
            for (Mitigations one : mitigations) {
                try {
                    Transform transform = one.fit(fitting);
                    judged.add(new JudgedTransform(transform, Judge.DEFAULT.judge(transform, here.get(0), others)));
                } catch (IllegalArgumentException e) {
                    notes.add(one.label() + ": " + e.getMessage());
                }
                progress.step(1);
            }
            return judged;
        }
    }
}
