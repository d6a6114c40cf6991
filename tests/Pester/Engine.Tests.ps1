Describe 'The engine' {
    It 'is new enough for the module' {
        $PSVersionTable.PSVersion | Should -BeGreaterOrEqual ([version]'7.4')
    }
}
