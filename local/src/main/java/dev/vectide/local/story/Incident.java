package dev.vectide.local.story;

/** What is put into the traffic to be found. */
public enum Incident {
    NOVELTY("novelty", Chapter.NOVELTY),
    DRIFT("drift", Chapter.DRIFT),
    COLLAPSE("collapse", Chapter.COLLAPSE);

    private final String detector;
    private final Chapter chapter;

    Incident(String detector, Chapter chapter) {
        this.detector = detector;
        this.chapter = chapter;
    }

    /** Who has to find it. */
    public String detector() {
        return detector;
    }

    /** While it lasts. */
    public Chapter chapter() {
        return chapter;
    }
}
