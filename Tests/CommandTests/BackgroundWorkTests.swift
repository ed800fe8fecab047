import Columns
import Dispatch
import Glibc
import Screens
import Synchronization
import Testing

@testable import wrkaud

@Suite struct BackgroundWorkTests {
    private struct Unlucky: Error {}

    private let endless = Job("endless") { work -> Message in
        while true { try work.check() }
    }

    /// A mailbox whose every post can be waited for.
    private func mailbox() -> (Mailbox, DispatchSemaphore) {
        let posted = DispatchSemaphore(value: 0)
        let mailbox = Mailbox()
        mailbox.attach { posted.signal() }
        return (mailbox, posted)
    }

    /// The message of the one job that is run.
    private func outcome(of job: Job, cancelling: Bool = false) throws -> Message {
        let (mailbox, posted) = mailbox()
        let runner = JobRunner(mailbox: mailbox) { "explained: \($0)" }
        runner.run(7, job)
        if cancelling { runner.cancel(7) }
        #expect(posted.wait(timeout: .now() + .seconds(60)) == .success)
        let messages = mailbox.take()
        #expect(messages.count == 1)
        return try #require(messages.first)
    }

    @Test func jobAnswersWithItsMessage() throws {
        guard case .found(7, position: 3) = try outcome(of: Job("find") { _ in .found(id: 7, position: 3) }) else {
            Issue.record("another message")
            return
        }
    }

    @Test func failureIsExplained() throws {
        guard case .failed(7, let reason) = try outcome(of: Job("fail") { _ in throw Unlucky() }) else {
            Issue.record("another message")
            return
        }
        #expect(reason == "explained: Unlucky()")
    }

    @Test func cancelledJobSaysSo() throws {
        guard case .cancelled(7) = try outcome(of: endless, cancelling: true) else {
            Issue.record("another message")
            return
        }
    }

    @Test func secondJobOfTheSameIdReplacesTheFirst() throws {
        let (mailbox, posted) = mailbox()
        let runner = JobRunner(mailbox: mailbox) { "\($0)" }
        runner.run(1, endless)
        runner.run(1, Job("find") { _ in .found(id: 1, position: nil) })
        for _ in 0..<2 {
            let outcome = posted.wait(timeout: .now() + .seconds(60))
            #expect(outcome == .success)
        }
        var found = 0
        var cancelled = 0
        for message in mailbox.take() {
            if case .found = message { found += 1 }
            if case .cancelled = message { cancelled += 1 }
        }
        #expect(found == 1 && cancelled == 1)
    }

    @Test func leavingCancelsWhatRuns() {
        let (mailbox, _) = mailbox()
        let runner = JobRunner(mailbox: mailbox) { "\($0)" }
        let cleaned = Mutex(false)
        runner.run(1, Job("export") { work in
            defer { cleaned.withLock { $0 = true } }
            while true { try work.check() }
        })
        runner.finish()
        let isClean = cleaned.withLock { $0 }
        #expect(isClean)
    }

    @Test func onlyTheNewestOfWhatReplacesEachOtherIsKept() {
        let (mailbox, _) = mailbox()
        mailbox.post(.progress(id: 1, done: 0.1))
        mailbox.post(.progress(id: 2, done: 0.5))
        mailbox.post(.found(id: 3, position: 1))
        mailbox.post(.progress(id: 1, done: 0.2))
        mailbox.post(.found(id: 3, position: 2))
        let messages = mailbox.take()
        #expect(messages.count == 4)
        let newest = messages.compactMap { message in
            if case .progress(id: 1, let done) = message { done } else { nil }
        }
        #expect(newest == [0.2])
        #expect(mailbox.take().isEmpty)
    }

    @Test func whatAnEarlierReadingSendsIsDropped() {
        let (mailbox, posted) = mailbox()
        let runs = Mutex(0)
        let second = DispatchSemaphore(value: 0)
        let firstIsDone = DispatchSemaphore(value: 0)
        let loader = LoaderRunner(mailbox: mailbox) { _, deliver in
            let run = runs.withLock { runs in
                runs += 1
                return runs
            }
            if run == 1 {
                second.wait()
                deliver(.failed(id: 0, reason: "old"))
                firstIsDone.signal()
            } else {
                deliver(.failed(id: 0, reason: "new"))
            }
        }
        loader.start()
        while runs.withLock({ $0 }) == 0 { sched_yield() }
        loader.start()
        #expect(posted.wait(timeout: .now() + .seconds(60)) == .success)
        second.signal()
        firstIsDone.wait()
        let reasons = mailbox.take().compactMap { message in
            if case .failed(_, let reason) = message { reason } else { nil }
        }
        #expect(reasons == ["new"])
    }
}
