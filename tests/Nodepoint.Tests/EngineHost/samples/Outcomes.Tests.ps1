Describe 'Outcomes' {
    It 'passes' { 1 | Should -Be 1 }
    It 'fails' { 1 | Should -Be 2 -Because 'one is not two' }
    It 'fails by an error' { throw 'oh dear' }
    It 'fails by an error of the engine' { [int]::Parse('x') }
    It 'is skipped' -Skip { throw 'never run' }
    It 'is skipped while it runs' { Set-ItResult -Skipped -Because 'the moon is full' }
    It 'is stopped by its first failure' {
        1 | Should -Be 2
        throw 'never reached'
    }

    Context 'skipped' -Skip {
        BeforeAll { throw 'never run' }
        It 'is skipped with its block' { throw 'never run' }
    }

    Context 'whose BeforeAll fails' {
        BeforeAll { throw 'no ground' }
        It 'fails with it' { }
        Context 'inside it' { It 'fails with it too' { } }
    }

    Context 'whose AfterEach fails' {
        AfterEach { throw 'not tidied' }
        It 'fails by its AfterEach' { }
    }

    Context 'whose AfterAll fails' {
        AfterAll { throw 'left behind' }
        It 'passes before it' { }
        It 'fails by its AfterAll' { }
    }

    It 'passes after all that' { }
}
