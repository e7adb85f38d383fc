package dev.vectide.local.cli;

import dev.vectide.core.config.ConfigException;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.InputType;
import dev.vectide.encoder.ContentModel;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.onnx.OnnxModels;
import dev.vectide.evaluate.Evaluation;
import dev.vectide.evaluate.Study;
import dev.vectide.evaluate.data.Dataset;
import dev.vectide.evaluate.data.LivePoints;
import dev.vectide.evaluate.data.Pictures;
import dev.vectide.evaluate.report.Findings;
import dev.vectide.evaluate.report.SpaceResult;
import dev.vectide.evaluate.task.Embedded;
import dev.vectide.evaluate.task.Task;
import dev.vectide.evaluate.vector.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates spaces whose models are loaded one after the other, each closed before the next.
 *
 * <p>For use by one thread.
 */
final class EvaluateRun {
    /** Documents that a model encodes before its memory is read: it grows by use. */
    private static final int WARMING = 64;
    /** {@code -} and eight hexadecimal digits. */
    private static final int QUALIFIER = 9;

    private final VectideConfig settings;
    private final OutputOptions output;
    private final boolean bare;
    private final Study study;

    EvaluateRun(VectideConfig settings, OutputOptions output, boolean bare, Study study) {
        this.settings = settings;
        this.output = output;
        this.bare = bare;
        this.study = study;
    }

    List<SpaceResult> encoded(List<String> wanted, Dataset set, List<Task> asked) {
        wanted.forEach(space -> OnnxModels.check(settings, space, "--spaces"));
        Signals.haltOnStop();
        List<SpaceResult> results = new ArrayList<>();
        try (EvaluateProgress progress = new EvaluateProgress(output)) {
            for (String space : wanted.stream().distinct().toList()) {
                // A later model gets what an earlier one gave back to the process, and would seem to need little.
                long before = results.isEmpty() ? ResidentMemory.now() : 0;
                SpaceResult result = set.pictures()
                        .map(pictures -> ofPictures(space, pictures, set, asked, before, progress))
                        .orElseGet(() -> ofTexts(space, set, asked, before, progress));
                results.add(result);
            }
        }
        return results;
    }

    private SpaceResult ofTexts(String space, Dataset set, List<Task> asked, long before, EvaluateProgress progress) {
        try (TextModel model = loaded(space)) {
            model.encode(some(set), InputType.DOCUMENT);
            Findings.Footprint footprint = footprint(space, before);
            SpaceResult result = new Evaluation(set, asked, study, progress).run(model);
            return result.with(result.findings().with(footprint));
        }
    }

    private SpaceResult ofPictures(
            String space, Pictures pictures, Dataset set, List<Task> asked, long before, EvaluateProgress progress) {
        try (PictureModel model = new PictureModel(model(space))) {
            model.encode(some(set).stream().map(pictures::read).toList());
            Findings.Footprint footprint = footprint(space, before);
            SpaceResult result = new Evaluation(set, asked, study, progress).run(model);
            return result.with(result.findings().with(footprint));
        }
    }

    private static List<String> some(Dataset set) {
        return set.documents().subList(0, Math.min(WARMING, set.documents().size()));
    }

    private Findings.Footprint footprint(String space, long before) {
        long after = ResidentMemory.now();
        return new Findings.Footprint(OnnxModels.bytes(settings, space), before == 0 ? 0 : Math.max(0, after - before));
    }

    private ContentModel model(String space) {
        return bare ? OnnxModels.loadWithoutPrefixes(settings, space) : OnnxModels.load(settings, space);
    }

    private TextModel loaded(String space) {
        ContentModel model = model(space);
        if (model instanceof TextModel texts) {
            return texts;
        }
        model.close();
        throw CommandException.usage("--spaces: " + space + " is a space of " + model.kind() + ", the data are texts");
    }

    /** The store's own vectors; other texts by the model of the same space, where the settings have it. */
    SpaceResult live(LivePoints points, Dataset ids, List<Task> asked) {
        Embedded vectors = new Embedded(Vectors.of(points.vectors(ids)), Optional.empty());
        boolean texts = points.points().stream().allMatch(point -> point.text().isPresent());
        Dataset named = texts ? points.texts(ids) : ids;
        Study wanted = texts ? study : new Study(study.portrait(), false, study.mitigations(), study.transfer());
        String name = points.collection() + " (" + points.space() + ")";
        try (EvaluateProgress progress = new EvaluateProgress(output)) {
            Evaluation evaluation = new Evaluation(named, asked, wanted, progress);
            Optional<TextModel> model = study.wantsEncoder() ? same(points) : Optional.empty();
            try {
                return evaluation.run(name, points.fingerprint(), vectors, model.map(Encoder.class::cast));
            } finally {
                model.ifPresent(TextModel::close);
            }
        }
    }

    private Optional<TextModel> same(LivePoints points) {
        String space = points.space().length() > QUALIFIER
                ? points.space().substring(0, points.space().length() - QUALIFIER)
                : points.space();
        try {
            OnnxModels.check(settings, space, "--collection");
        } catch (ConfigException e) {
            return Optional.empty();
        }
        TextModel model = loaded(space);
        if (model.space().fingerprint().toString().equals(points.fingerprint())) {
            return Optional.of(model);
        }
        model.close();
        return Optional.empty();
    }
}
