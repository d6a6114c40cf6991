Describe 'Should, holding' {
    It '-Be' {
        1 | Should -Be 1
        'A' | Should -Be 'a'
        1, 2, 3 | Should -Be 1, 2, 3
        @(1, @(2, 3)) | Should -Be @(1, @(2, 3))
        $null | Should -Be $null
        @() | Should -Be $null
        1 | Should -Not -Be 2
        '5' | Should -Be 5
        $true | Should -Be $true
        [DayOfWeek]::Monday | Should -Be 'Monday'
        ([System.Collections.Generic.List[int]](1, 2)) | Should -Be 1, 2
        [pscustomobject]@{ A = 1 } | Select-Object -ExpandProperty A | Should -Be 1
    }

    It '-BeExactly' {
        'a' | Should -BeExactly 'a'
        'A' | Should -Not -BeExactly 'a'
        'a', 'b' | Should -BeExactly 'a', 'b'
    }

    It '-BeNullOrEmpty' {
        $null | Should -BeNullOrEmpty
        '' | Should -BeNullOrEmpty
        @() | Should -BeNullOrEmpty
        @{} | Should -BeNullOrEmpty
        ' ' | Should -Not -BeNullOrEmpty
        0 | Should -Not -BeNullOrEmpty
        $null, $null | Should -Not -BeNullOrEmpty
        @{ a = 1 } | Should -Not -BeNullOrEmpty
    }

    It '-BeTrue and -BeFalse' {
        $true | Should -BeTrue
        1 | Should -BeTrue
        'x' | Should -BeTrue
        $false | Should -BeFalse
        0 | Should -BeFalse
        $null | Should -BeFalse
        '' | Should -BeFalse
        $true | Should -Not -BeFalse
        1, 'x' | Should -BeTrue
    }

    It 'comparisons' {
        2 | Should -BeGreaterThan 1
        2 | Should -BeGreaterOrEqual 2
        1 | Should -BeLessThan 2
        1 | Should -BeLessOrEqual 1
        1 | Should -Not -BeGreaterThan 1
        [version]'1.10' | Should -BeGreaterThan ([version]'1.9')
    }

    It 'patterns' {
        'Hello' | Should -BeLike 'h*'
        'Hello' | Should -Not -BeLikeExactly 'h*'
        'Hello' | Should -Match '^h.l'
        'Hello' | Should -Not -MatchExactly '^h'
        'Hello' | Should -MatchExactly 'H.l+o'
        'ab', 'ac' | Should -Match '^a'
    }

    It 'collections' {
        2 | Should -BeIn 1, 2, 3
        'B' | Should -BeIn 'a', 'b'
        9 | Should -Not -BeIn 1, 2, 3
        1, 2, 3 | Should -Contain 2
        'a', 'b' | Should -Not -Contain 'c'
        1, 2, 3 | Should -HaveCount 3
        @() | Should -HaveCount 0
        'one' | Should -HaveCount 1
    }

    It 'types' {
        1 | Should -BeOfType [int]
        1 | Should -BeOfType int
        'x' | Should -BeOfType ([string])
        1, 2 | Should -BeOfType [int]
        1 | Should -Not -BeOfType [long]
        [System.IO.DirectoryInfo]'/' | Should -BeOfType System.IO.FileSystemInfo
        [pscustomobject]@{ A = 1 } | Should -BeOfType [pscustomobject]
    }

    It 'paths' {
        $PSScriptRoot | Should -Exist
        "$PSScriptRoot/none" | Should -Not -Exist
    }

    It '-Throw' {
        { throw 'oh dear' } | Should -Throw
        { throw 'oh dear' } | Should -Throw 'oh*'
        { throw 'oh dear' } | Should -Throw -ExpectedMessage '*dear'
        { 1 } | Should -Not -Throw
        { Write-Error 'wrong' -ErrorAction Stop } | Should -Throw 'wrong'
        { Write-Error 'wrong' -ErrorId 'Mine' -ErrorAction Stop } | Should -Throw -ErrorId 'Mine*'
        { throw [ArgumentException]::new('x') } | Should -Throw -ExceptionType ([ArgumentException])
        { [int]::Parse('x') } | Should -Throw -ExceptionType ([System.Management.Automation.MethodInvocationException])
        $thrown = { throw 'oh dear' } | Should -Throw -PassThru
        $thrown.Exception.Message | Should -Be 'oh dear'
        $outside = 'seen'
        { if ($outside -ne 'seen') { throw 'unseen' } } | Should -Not -Throw
    }

    It 'leaves errors that do not terminate alone' {
        Write-Error 'quiet' -ErrorAction SilentlyContinue -ErrorVariable kept
        $kept | Should -HaveCount 1
        $kept[0].Exception.Message | Should -Be 'quiet'
    }
}

Describe 'Should, failing' {
    It '<Name>' -TestCases @(
        @{ Name = 'Be'; Script = { 1 | Should -Be 2 } }
        @{ Name = 'Be, of two arrays'; Script = { 1, 2 | Should -Be 2, 1 } }
        @{ Name = 'Be, of an array and its item'; Script = { 1, 1 | Should -Be 1 } }
        @{ Name = 'Not Be'; Script = { 'a' | Should -Not -Be 'A' } }
        @{ Name = 'BeExactly'; Script = { 'A' | Should -BeExactly 'a' } }
        @{ Name = 'BeNullOrEmpty'; Script = { 0 | Should -BeNullOrEmpty } }
        @{ Name = 'Not BeNullOrEmpty'; Script = { '' | Should -Not -BeNullOrEmpty } }
        @{ Name = 'BeTrue'; Script = { $null | Should -BeTrue } }
        @{ Name = 'BeTrue, of one false among true'; Script = { $true, $false | Should -BeTrue } }
        @{ Name = 'BeFalse'; Script = { 'x' | Should -BeFalse } }
        @{ Name = 'BeGreaterThan'; Script = { 1 | Should -BeGreaterThan 1 } }
        @{ Name = 'BeGreaterOrEqual'; Script = { 1 | Should -BeGreaterOrEqual 2 } }
        @{ Name = 'BeLessThan'; Script = { 1 | Should -BeLessThan 1 } }
        @{ Name = 'BeLessOrEqual'; Script = { 2 | Should -BeLessOrEqual 1 } }
        @{ Name = 'BeLike'; Script = { 'x' | Should -BeLike 'y*' } }
        @{ Name = 'Match'; Script = { 'x' | Should -Match 'y' } }
        @{ Name = 'Match, of one among two'; Script = { 'xy', 'x' | Should -Match 'y' } }
        @{ Name = 'BeIn'; Script = { 1 | Should -BeIn 2, 3 } }
        @{ Name = 'Contain'; Script = { 1, 2 | Should -Contain 3 } }
        @{ Name = 'HaveCount'; Script = { 1, 2 | Should -HaveCount 3 } }
        @{ Name = 'BeOfType'; Script = { '1' | Should -BeOfType [int] } }
        @{ Name = 'Exist'; Script = { '/none/such' | Should -Exist } }
        @{ Name = 'Throw'; Script = { { 1 } | Should -Throw } }
        @{ Name = 'Not Throw'; Script = { { throw 'x' } | Should -Not -Throw } }
        @{ Name = 'Throw, with another message'; Script = { { throw 'x' } | Should -Throw 'y' } }
        @{ Name = 'Throw, of another type'; Script = { { throw 'x' } | Should -Throw -ExceptionType ([ArgumentException]) } }
    ) {
        $Script | Should -Throw -ErrorId 'PesterAssertionFailed*'
    }
}
