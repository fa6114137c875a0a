package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.internal.executors.DriverReport.Job;
import dev.bellows.k8s.internal.executors.DriverReport.Line;
import dev.bellows.k8s.internal.executors.DriverReport.Share;
import dev.bellows.k8s.internal.executors.DriverReport.Stage;
import dev.bellows.k8s.internal.executors.DriverReport.StageTry;
import dev.bellows.k8s.internal.executors.PodSight.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * An application of Spark's in a few rules, on virtual milliseconds: jobs write shuffle data in one stage and read it in another, later
 * jobs use it again, and some is forgotten. What it truly holds can be asked, and what its driver would tell.
 */
final class ModelSpark {
    /** A task takes longer than what a driver tells may be old. */
    private static final int SHORTEST_TASK = 150;

    private final Random random;
    private final AllocationFacts conf;
    private final Map<Integer, Worker> workers = new TreeMap<>();
    private final List<Shuffle> shuffles = new ArrayList<>();
    private final List<Work> jobs = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private long now;
    private int target;

    ModelSpark(Random random, int executors, AllocationFacts conf) {
        this.random = random;
        this.conf = conf;
        for (int id = 1; id <= executors; id++) {
            workers.put(id, new Worker());
        }
    }

    private static final class Worker {
        private long busyUntil;
        private long total;
        private int active;
        private long written;
        private Shuffle writes;
        private final Set<Shuffle> holds = new HashSet<>();
    }

    /** Shuffle data: the stage that writes it, and who has written how much. */
    private static final class Shuffle {
        private final int stage;
        private final int rdd;
        private final Map<Integer, Share> shares = new HashMap<>();
        private boolean forgotten;

        private Shuffle(int stage, int rdd) {
            this.stage = stage;
            this.rdd = rdd;
        }
    }

    private record Work(int id, Shuffle needs, Set<Integer> stages, long end) {
        boolean runs(long now) {
            return now < end;
        }
    }

    /** Lets time pass, and things happen. */
    void pass(long millis) {
        long until = now + millis;
        while (now < until) {
            now += Math.min(50, until - now);
            workers.forEach(this::finish);
            if (random.nextInt(25) == 0) {
                startJob();
            }
            if (random.nextInt(60) == 0 && !shuffles.isEmpty()) {
                forget(shuffles.get(random.nextInt(shuffles.size())));
            }
            long busy = workers.values().stream()
                    .filter(worker -> worker.active > 0)
                    .count();
            target = (int) Math.max(conf.minimum(), Math.min(workers.size(), busy));
        }
    }

    private void finish(int id, Worker worker) {
        if (worker.active > 0 && worker.busyUntil <= now) {
            worker.active = 0;
            Shuffle written = worker.writes;
            if (written != null && !written.forgotten) {
                long bytes = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(1_000);
                worker.written += bytes;
                worker.holds.add(written);
                written.shares.merge(
                        id,
                        new Share(1, bytes),
                        (one, other) -> new Share(
                                one.succeededTasks() + other.succeededTasks(),
                                one.shuffleWritten() + other.shuffleWritten()));
            }
            worker.writes = null;
        }
    }

    /** Writes new shuffle data, or uses what is there: then the stage that wrote it is skipped, under a number of its own. */
    private void startJob() {
        List<Shuffle> usable =
                shuffles.stream().filter(shuffle -> !shuffle.forgotten).toList();
        boolean again = !usable.isEmpty() && random.nextBoolean();
        int stage = stages.stream().mapToInt(each -> each.id().stage()).max().orElse(-1) + 1;
        Shuffle needed = again ? usable.get(random.nextInt(usable.size())) : new Shuffle(stage, 10 * stage);
        long end = now + 500 + random.nextInt(6_000);
        stages.add(new Stage(
                new StageTry(stage, 0),
                again ? "SKIPPED" : "ACTIVE",
                "",
                1,
                1,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Set.of(needed.rdd),
                0));
        stages.add(new Stage(
                new StageTry(stage + 1, 0),
                "ACTIVE",
                "",
                1,
                1,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Set.of(10 * stage + 5),
                0));
        jobs.add(new Work(jobs.size(), needed, Set.of(stage, stage + 1), end));
        if (!again) {
            shuffles.add(needed);
        }
        for (Worker worker : workers.values()) {
            if (worker.active == 0 && random.nextInt(3) > 0) {
                worker.active = 1;
                worker.total++;
                worker.busyUntil = Math.min(end, now + SHORTEST_TASK + random.nextInt(2_000));
                worker.writes = again ? null : needed;
            }
        }
    }

    private void forget(Shuffle shuffle) {
        if (jobs.stream().noneMatch(job -> job.runs(now) && job.needs() == shuffle)) {
            shuffle.forgotten = true;
            workers.values().forEach(worker -> worker.holds.remove(shuffle));
        }
    }

    void delete(int executor) {
        workers.remove(executor);
    }

    int executors() {
        return workers.size();
    }

    int target() {
        return target;
    }

    /** Whether a running job needs what an executor holds, be it an empty block of what is not empty as a whole. */
    boolean holdsNeeded(int executor) {
        return workers.get(executor).holds.stream()
                .filter(ModelSpark::hasData)
                .anyMatch(held -> jobs.stream().anyMatch(job -> job.runs(now) && job.needs() == held));
    }

    /** Whether an executor holds shuffle data that is not forgotten. */
    boolean holdsAny(int executor) {
        return workers.get(executor).holds.stream().anyMatch(ModelSpark::hasData);
    }

    private static boolean hasData(Shuffle shuffle) {
        return shuffle.shares.values().stream().anyMatch(share -> share.shuffleWritten() > 0);
    }

    Instant time() {
        return Instant.EPOCH.plusMillis(now);
    }

    List<PodSight> pods() {
        return workers.keySet().stream()
                .map(id -> new PodSight(
                        id,
                        "uid-" + id,
                        "exec-" + id,
                        "node",
                        false,
                        Phase.RUNNING,
                        "",
                        1,
                        512,
                        Instant.EPOCH,
                        Map.of(),
                        Map.of()))
                .toList();
    }

    /** What the driver tells at this moment. */
    DriverReport report() {
        Map<Integer, Line> lines = new HashMap<>();
        workers.forEach((id, worker) -> lines.put(
                id, new Line(1, worker.active, worker.total - worker.active, 0, worker.total, 0, worker.written)));
        Map<Integer, Shuffle> byStage = new HashMap<>();
        shuffles.forEach(shuffle -> byStage.put(shuffle.stage, shuffle));
        Map<StageTry, Map<Integer, Share>> shares = new HashMap<>();
        List<Stage> told = new ArrayList<>();
        for (Stage stage : stages) {
            Shuffle shuffle = byStage.get(stage.id().stage());
            Map<Integer, Share> written = shuffle == null ? Map.of() : Map.copyOf(shuffle.shares);
            long bytes =
                    written.values().stream().mapToLong(Share::shuffleWritten).sum();
            shares.put(stage.id(), written);
            told.add(new Stage(
                    stage.id(),
                    stage.status(),
                    "",
                    1,
                    1,
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    stage.rdds(),
                    bytes));
        }
        List<Job> known = jobs.stream()
                .map(job -> new Job(job.id(), job.runs(now) ? "RUNNING" : "SUCCEEDED", job.stages(), 1, 1))
                .toList();
        return new DriverReport(
                conf,
                lines,
                known,
                told,
                Set.of(),
                shares,
                OptionalInt.of(target),
                OptionalInt.of(target),
                Optional.empty());
    }
}
