package dev.headgate.core.quota;

import dev.headgate.core.time.Window;
import java.util.Arrays;

/**
 * The words of a pool and of one of its members, and what time and calls do to them. Amounts are in
 * grains. Belongs to one step; not safe for several threads.
 *
 * <p>The active members share what is released by virtual time, as in generalised processor sharing
 * (A. K. Parekh and R. G. Gallager, IEEE/ACM Transactions on Networking 1(3), 1993): the virtual
 * time rises by what is released divided by how many are active, so what a member has accrued is
 * the rise since it was last seen, whatever others did. Who was seen neither in this stretch of
 * {@link PoolRules#stretch} nor in the one before is no longer active. The members of each stretch
 * are known only by their number and two sums, so all of those that have left give back what they
 * had accrued in one step, and nobody has to be looked for.
 */
final class PoolState {
  /** The pool's words. */
  private static final int START = 0;

  private static final int RELEASED = 1;
  private static final int VIRTUAL = 2;
  private static final int SPARE = 3;
  private static final int COMMON = 4;
  private static final int STRETCH = 5;
  private static final int OLD = 6;
  private static final int YOUNG = 9;
  private static final int MEMBERS = 12;
  private static final int MEMBERS_BEFORE = 13;
  private static final int RETURNED = 14;
  private static final int PROMISED = 15;
  private static final int GRANTED = 16;

  /** When this period began here, and the one before: tells a pool that was reset from itself. */
  private static final int BORN = 17;

  private static final int BORN_BEFORE = 18;

  /** How many words belong to the pool. */
  static final int POOL_WORDS = 19;

  /** The three words of a generation: how many, the sum of what they saw, the sum of their own. */
  private static final int COUNT = 0;

  private static final int SEEN_SUM = 1;
  private static final int OWN_SUM = 2;
  private static final int GENERATION_WORDS = 3;

  /** The member's words. */
  private static final int SINCE = POOL_WORDS;

  private static final int SEEN_IN = POOL_WORDS + 1;
  private static final int SEEN = POOL_WORDS + 2;
  private static final int OWN = POOL_WORDS + 3;
  private static final int PORTION = POOL_WORDS + 4;
  private static final int PORTION_LEFT = POOL_WORDS + 5;
  private static final int DRAWN = POOL_WORDS + 6;
  private static final int DEBT = POOL_WORDS + 7;
  private static final int USED = POOL_WORDS + 8;

  /** How many words belong to the pool and one member. */
  static final int WORDS = POOL_WORDS + 9;

  private final PoolRules rules;
  private final long[] words;
  private final int at;

  PoolState(PoolRules rules, long[] words, int at) {
    this.rules = rules;
    this.words = words;
    this.at = at;
  }

  /** A copy of the words, which time may pass on without anybody noticing. */
  PoolState copy() {
    return new PoolState(rules, Arrays.copyOfRange(words, at, at + WORDS), 0);
  }

  /** Start of the period that the words are about; 0 before the first. */
  long start() {
    return word(START);
  }

  /** Lets time pass to an instant within a window, beginning that window first if it is new. */
  void advance(Window window, long now) {
    if (window.start() > word(START)) {
      begin(window, now);
    }
    long instant = Math.max(now, window.start());
    long stretch = rules.stretchOf(instant);
    for (int i = 0; i < 2 && word(STRETCH) < stretch; i++) {
      release(rules.released(window, rules.startOf(word(STRETCH) + 1)));
      retire();
      set(STRETCH, word(STRETCH) + 1);
    }
    set(STRETCH, Math.max(word(STRETCH), stretch));
    release(rules.released(window, instant));
  }

  /**
   * The member comes with a call: it is given its portion with its first call of the period, counts
   * as active, gets what it has accrued and pays its debt from that.
   */
  void enter() {
    if (word(SINCE) != word(BORN)) {
      join();
    }
    int generation = generation();
    if (generation == 0) {
      activate();
      return;
    }
    long own = word(OWN) + word(VIRTUAL) - word(SEEN);
    add(generation + COUNT, -1);
    add(generation + SEEN_SUM, -word(SEEN));
    add(generation + OWN_SUM, -word(OWN));
    long paid = Math.min(own, word(DEBT));
    add(DEBT, -paid);
    own -= paid;
    long kept = Math.min(own, rules.saved());
    add(COMMON, own - kept);
    see(kept);
  }

  /** Whether neither time nor the coming of the member would change anything. */
  boolean isEntered(Window window, long now) {
    long instant = Math.max(now, window.start());
    return word(START) == window.start()
        && word(SINCE) == word(BORN)
        && word(STRETCH) >= rules.stretchOf(instant)
        && word(RELEASED) >= rules.released(window, instant)
        && (generation() == 0 ? !rules.shares() : unchanged());
  }

  private boolean unchanged() {
    return word(SEEN_IN) == word(STRETCH) && word(SEEN) == word(VIRTUAL) && word(DEBT) == 0;
  }

  /** What the member can take, after it entered. */
  long available() {
    return word(OWN) + common() + word(PORTION_LEFT);
  }

  /** What is left of what the member is guaranteed, after it entered. */
  long guaranteed() {
    return word(PORTION_LEFT);
  }

  /** What the member owes. */
  long debt() {
    return word(DEBT);
  }

  /** What was granted, is common, spare, active members' together, unpromised or unreleased. */
  long ofPool() {
    long accrued = active() * word(VIRTUAL) - word(OLD + SEEN_SUM) - word(YOUNG + SEEN_SUM);
    long own = word(OLD + OWN_SUM) + word(YOUNG + OWN_SUM);
    long unused = rules.reserve() - word(PROMISED) + rules.shared() - word(RELEASED);
    return word(GRANTED) + word(COMMON) + word(SPARE) + accrued + own + unused;
  }

  /** What is left of the member's portion, less what it owes. */
  long ofMember() {
    return word(SINCE) == word(BORN) ? word(PORTION_LEFT) - word(DEBT) : 0;
  }

  /** Takes from the member's own share, the common part and its portion; the rest is debt. */
  void draw(long cost) {
    long own = Math.min(cost, word(OWN));
    add(OWN, -own);
    if (generation() != 0) {
      add(generation() + OWN_SUM, -own);
    }
    long common = Math.min(cost - own, common());
    add(COMMON, -common);
    add(DRAWN, common);
    long portion = Math.min(cost - own - common, word(PORTION_LEFT));
    add(PORTION_LEFT, -portion);
    add(DEBT, cost - own - common - portion);
    add(GRANTED, cost);
    add(USED, cost);
  }

  /** Gives back in the reverse order of drawing, at most what the member used in this period. */
  void giveBack(long cost) {
    if (word(SINCE) != word(BORN)) {
      return;
    }
    long back = Math.min(cost, word(USED));
    add(USED, -back);
    add(GRANTED, -back);
    long debt = Math.min(back, word(DEBT));
    add(DEBT, -debt);
    long portion = Math.min(back - debt, word(PORTION) - word(PORTION_LEFT));
    add(PORTION_LEFT, portion);
    long common = Math.min(back - debt - portion, word(DRAWN));
    add(COMMON, common);
    add(DRAWN, -common);
    restore(back - debt - portion - common);
  }

  private void restore(long own) {
    int generation = generation();
    long kept = generation == 0 ? 0 : Math.clamp(rules.saved() - word(OWN), 0, own);
    add(OWN, kept);
    if (generation != 0) {
      add(generation + OWN_SUM, kept);
    }
    add(COMMON, own - kept);
  }

  /**
   * What the member may draw from the common part: all of it where it is alone, else until it has
   * drawn {@link PoolRules#GREED} times what is left, so that something is left for whoever comes
   * after a greedy one (dynamic thresholds: A. K. Choudhury and E. L. Hahne, IEEE/ACM Transactions
   * on Networking 6(2), 1998).
   */
  private long common() {
    long common = word(COMMON);
    if (!rules.shares() || active() <= 1) {
      return common;
    }
    long most = (PoolRules.GREED * common - word(DRAWN)) / (PoolRules.GREED + 1);
    return Math.clamp(most, 0, common);
  }

  /** A new period: nothing is carried over but who was active. */
  private void begin(Window window, long now) {
    boolean follows = rules.follows(word(START), window);
    long stretch = rules.stretchOf(window.start());
    for (int i = 0; i < 2 && word(STRETCH) < stretch; i++) {
      retire();
      set(STRETCH, word(STRETCH) + 1);
    }
    set(MEMBERS_BEFORE, follows ? word(MEMBERS) : 0);
    set(BORN_BEFORE, follows ? word(BORN) : 0);
    set(BORN, Math.max(now, window.start()));
    set(STRETCH, stretch);
    set(START, window.start());
    for (int word : new int[] {RELEASED, VIRTUAL, SPARE, COMMON}) {
      set(word, 0);
    }
    for (int word : new int[] {MEMBERS, RETURNED, PROMISED, GRANTED}) {
      set(word, 0);
    }
    for (int generation = OLD; generation <= YOUNG; generation += GENERATION_WORDS) {
      set(generation + SEEN_SUM, 0);
      set(generation + OWN_SUM, 0);
    }
  }

  private void release(long target) {
    long fresh = target - word(RELEASED);
    if (fresh <= 0) {
      return;
    }
    set(RELEASED, target);
    long active = rules.shares() ? active() : 0;
    long divided = word(SPARE) + fresh;
    if (active == 0) {
      set(SPARE, 0);
      add(COMMON, divided);
    } else {
      add(VIRTUAL, divided / active);
      set(SPARE, divided % active);
    }
  }

  /** The older generation leaves: what it had goes to the common part. */
  private void retire() {
    long accrued = word(OLD + COUNT) * word(VIRTUAL) - word(OLD + SEEN_SUM);
    add(COMMON, accrued + word(OLD + OWN_SUM));
    for (int i = 0; i < GENERATION_WORDS; i++) {
      set(OLD + i, word(YOUNG + i));
      set(YOUNG + i, 0);
    }
  }

  private void join() {
    boolean returns = word(SINCE) != 0 && word(SINCE) == word(BORN_BEFORE);
    if (!returns) {
      set(SEEN_IN, 0);
    }
    long portion = portion(returns);
    add(PROMISED, portion);
    add(RETURNED, returns ? 1 : 0);
    add(MEMBERS, 1);
    set(SINCE, word(BORN));
    set(PORTION, portion);
    set(PORTION_LEFT, portion);
    for (int word : new int[] {SEEN, OWN, DRAWN}) {
      set(word, 0);
    }
    set(DEBT, 0);
    set(USED, 0);
  }

  /** What a member is promised: those that return share half of the reserve, first come a floor. */
  private long portion(boolean returns) {
    long left = rules.reserve() - word(PROMISED);
    long each = rules.portion(word(MEMBERS_BEFORE));
    if (returns) {
      return left >= rules.floor() ? Math.min(each, left) : 0;
    }
    long awaited = Math.max(0, word(MEMBERS_BEFORE) - word(RETURNED));
    long owed = Math.min(left, awaited > left / each ? left : awaited * each);
    return left - owed >= rules.floor() ? rules.floor() : 0;
  }

  private void activate() {
    set(OWN, 0);
    if (rules.shares() && active() < rules.activeMax()) {
      see(0);
    }
  }

  /** Puts the member into the younger generation. */
  private void see(long own) {
    set(SEEN_IN, word(STRETCH));
    set(SEEN, word(VIRTUAL));
    set(OWN, own);
    add(YOUNG + COUNT, 1);
    add(YOUNG + SEEN_SUM, word(VIRTUAL));
    add(YOUNG + OWN_SUM, own);
  }

  /** The generation that counts the member, or 0 where it is not active. */
  private int generation() {
    if (!rules.shares() || word(SINCE) == 0) {
      return 0;
    }
    long age = word(STRETCH) - word(SEEN_IN);
    int generation = age == 0 ? YOUNG : OLD;
    return age <= 1 && word(generation + COUNT) > 0 ? generation : 0;
  }

  private long active() {
    return word(OLD + COUNT) + word(YOUNG + COUNT);
  }

  private long word(int index) {
    return words[at + index];
  }

  private void set(int index, long value) {
    words[at + index] = value;
  }

  private void add(int index, long value) {
    words[at + index] += value;
  }
}
