import Catalog
import Testing

@testable import Screens

/// Every question on the sample journal: asked by its title, its answer as a picture.
@Suite struct QuestionPictureTests {
    /// What is typed where a question asks: first field, Tab, second field.
    private static let answers = [
        "user-connections": "EXTERN01", "user-jobs": "QSECOFR", "user-any": "QSECOFR", "privileged-commands": "KLARA",
        "object-access": "PAYLIB<Tab>PAY*", "object-failures": "PAYLIB<Tab>*", "object-life": "PAYLIB<Tab>*",
    ]

    @Test(arguments: AuditCatalog.questions.map(\.id)) func everyQuestionIsAnswered(_ id: String) throws {
        let question = try #require(AuditCatalog.questions.first { $0.id == id })
        var script = Script(sample: .questions)
        script.keys("/\(question.title)<Enter>")
        for _ in 0..<9 where !script.picture.contains("--question \(id)\n") { script.keys("n") }
        script.keys("<Enter>")
        if !question.parameters.isEmpty {
            script.keys(try #require(Self.answers[id]) + "<Enter>")
        }
        expectPicture(script, "answers/\(id)")
        script.keys("<F12>")
        #expect(script.line(1).contains("Ask Questions"))
    }
}
