package dev.bellows.k8s.internal.executors;

import dev.bellows.run.Timeline.Sample;
import dev.bellows.run.Timeline.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The same in fewer words. Pure. */
final class Thinning {
    private Thinning() {}

    /** Every second sample, each with the more of the shuffle data of two. */
    static List<Sample> half(List<Sample> samples) {
        List<Sample> kept = new ArrayList<>();
        for (int i = 0; i < samples.size(); i += 2) {
            Sample one = samples.get(i);
            long other = i + 1 < samples.size() ? samples.get(i + 1).liveShuffleBytes() : 0;
            kept.add(new Sample(one.at(), one.target(), one.needed(), Math.max(one.liveShuffleBytes(), other)));
        }
        return kept;
    }

    /** Spans and gaps that are shorter than a time become part of the span before; the last one stays, for it goes on. */
    static List<Span> coarse(List<Span> spans, Duration grain) {
        List<Span> kept = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            int before = kept.size() - 1;
            if (before >= 0
                    && Duration.between(span.from(), span.to()).compareTo(grain) < 0
                    && i < spans.size() - 1
                    && Duration.between(kept.get(before).to(), span.from()).compareTo(grain) < 0) {
                kept.add(whole(kept.remove(before), span));
            } else {
                kept.add(span);
            }
        }
        return kept;
    }

    private static Span whole(Span lasting, Span brief) {
        return new Span(
                lasting.from(),
                brief.to(),
                lasting.state(),
                Math.max(lasting.liveShuffleBytes(), brief.liveShuffleBytes()),
                lasting.why());
    }
}
