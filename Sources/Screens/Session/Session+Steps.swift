import Canvas

extension Session {
    mutating func take(_ step: Step) {
        switch step {
        case .open(let screen):
            stack.append(screen)
            desk.legendPage = 0
            stack[stack.count - 1].settle(&desk)
            stack[stack.count - 1].appear(&desk)
        case .back: goBack()
        case .backWith(let result):
            goBack()
            stack[stack.count - 1].resume(result, &desk)
        case .toReport: while stack.count > 1, !(stack.last is ReportScreen) { goBack() }
        case .command(let line): run(line)
        case .press(let key): press(key)
        case .stopped(let id): for index in stack.indices { stack[index].receive(.cancelled(id: id), &desk) }
        }
    }

    private mutating func goBack() {
        desk.legendPage = 0
        guard stack.count > 1 else { return desk.quit() }
        stack.removeLast().leave(&desk)
    }
}
