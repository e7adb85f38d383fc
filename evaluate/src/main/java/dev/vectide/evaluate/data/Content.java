package dev.vectide.evaluate.data;

import java.util.List;
import java.util.Map;

/** What is known about the documents of a data set. */
public sealed interface Content {
    /** Pairs with a graded similarity. */
    record Similarities(List<Pair> pairs) implements Content {
        public Similarities {
            pairs = List.copyOf(pairs);
        }
    }

    /** Pairs that mean the same (1) or do not (0). */
    record Paraphrases(List<Pair> pairs) implements Content {
        public Paraphrases {
            pairs = List.copyOf(pairs);
        }
    }

    /**
     * Documents with labels.
     *
     * @param labels their names, sorted
     * @param outliers documents that belong to no label
     */
    record Labels(List<String> labels, List<Labelled> train, List<Labelled> test, List<Integer> outliers)
            implements Content {
        public Labels {
            labels = List.copyOf(labels);
            train = List.copyOf(train);
            test = List.copyOf(test);
            outliers = List.copyOf(outliers);
        }
    }

    /**
     * Queries, and which documents answer them.
     *
     * @param ids of the documents
     * @param judgements for each query, gains by document index
     */
    record Judgements(List<String> ids, List<Map<Integer, Integer>> judgements) implements Content {
        public Judgements {
            ids = List.copyOf(ids);
            judgements = judgements.stream().map(Map::copyOf).toList();
        }
    }
}
