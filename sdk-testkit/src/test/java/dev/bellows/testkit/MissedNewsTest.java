package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.Step;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A service that was told too little finds out in time: what it has not heard of has not failed. */
class MissedNewsTest {
    private static final String BLIND = "sdk-2";

    @Test
    void a_watch_that_is_never_answered_is_opened_again_before_the_run_is_over() {
        FaultPlan plan = once(is("watch", "configmaps"), Fault.before(FaultKind.HANG))
                .or(once(is("event", "pods"), Fault.after(FaultKind.WATCH_FALLS_SILENT)));

        assertThat(new Telling(Plots.RETRIED_BY_TWINS, 1, plan, port -> port)
                        .tell()
                        .problems())
                .isEmpty();
    }

    @Test
    void a_record_that_is_gone_tells_how_the_run_ended_even_after_its_watch_fell_silent() {
        FaultPlan plan = once(is("watch", "pods"), Fault.before(FaultKind.WATCH_FALLS_SILENT))
                .or(once(MissedNewsTest::hearsOfTheFirstEnd, Fault.before(FaultKind.WATCH_FALLS_SILENT)));

        assertThat(new Telling(Plots.RETRIED_BY_TWINS, 1, plan, port -> port)
                        .tell()
                        .problems())
                .isEmpty();
    }

    @Test
    void a_server_that_lags_behind_does_not_refuse_a_run_that_is_gone_on_with() {
        FaultPlan plan = once(step -> step.verb().equals("create"), Fault.after(FaultKind.PROCESS_DIES))
                .or(once(second(step -> step.verb().equals("get")), Fault.after(FaultKind.STALE_READ)));

        assertThat(new Telling(Plots.RETRIED, 1, plan, port -> port).tell().problems())
                .isEmpty();
    }

    @Test
    void a_submission_that_is_sent_again_is_another_application() {
        FaultPlan plan = once(is("create", "configmaps"), Fault.after(FaultKind.STUCK))
                .or(once(MissedNewsTest::othersSeeAnExecutor, Fault.after(FaultKind.RECORD_DELETED)));

        assertThat(new Telling(Plots.TWINS, 2, plan, port -> port).tell().problems())
                .isEmpty();
    }

    @Test
    void who_finds_its_own_record_begun_by_another_goes_on_from_where_that_one_is() {
        FaultPlan plan = once(is("create", "configmaps"), Fault.after(FaultKind.STUCK))
                .or(once(MissedNewsTest::othersSeeAnExecutor, Fault.after(FaultKind.DRIVER_DELETED)));

        assertThat(new Telling(Plots.RETRIED_BY_TWINS, 2, plan, port -> port)
                        .tell()
                        .problems())
                .isEmpty();
    }

    private static FaultPlan once(Predicate<Step> step, Fault fault) {
        return FaultPlan.next(1, step, fault);
    }

    private static Predicate<Step> second(Predicate<Step> step) {
        AtomicInteger seen = new AtomicInteger();
        return candidate -> step.test(candidate) && seen.incrementAndGet() == 2;
    }

    private static Predicate<Step> is(String verb, String plural) {
        return step -> step.process().equals(BLIND)
                && step.verb().equals(verb)
                && step.plural().equals(plural);
    }

    private static boolean othersSeeAnExecutor(Step step) {
        return !step.process().equals(BLIND)
                && step.verb().equals("event")
                && step.name().endsWith("-exec-1");
    }

    private static boolean hearsOfTheFirstEnd(Step step) {
        return is("event", "configmaps").test(step) && step.number() > 30;
    }
}
