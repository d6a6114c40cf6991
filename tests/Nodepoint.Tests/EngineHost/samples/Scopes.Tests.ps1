BeforeDiscovery {
    $colours = 'red', 'green'
}

BeforeAll {
    $outermost = 'file'
    $script:counted = 0
    function Get-Doubled([int] $Number) { $Number * 2 }
    . $PSScriptRoot/shared.ps1
}

Describe 'Scopes' {
    BeforeAll {
        $plain = 'block'
        $script:shared = 'script'
    }

    BeforeEach {
        $counted++
        $fresh = "before $outermost"
    }

    AfterEach {
        $seenByAfterEach = $fresh
        $seenByAfterEach | Should -Be "before file"
    }

    It 'shows what BeforeAll set' {
        $plain | Should -Be 'block'
        $outermost | Should -Be 'file'
        $script:shared | Should -Be 'script'
    }

    It 'shows functions of BeforeAll and of a file it sources' {
        Get-Doubled 21 | Should -Be 42
        Get-Shared | Should -Be 'shared'
    }

    It 'shares one scope between BeforeEach and the spec' {
        $fresh | Should -Be 'before file'
        $left = 'over'
    }

    It 'starts each spec afresh' {
        $left | Should -BeNullOrEmpty
        $counted | Should -Be 1
    }

    Context 'nested' {
        BeforeAll {
            $plain = 'inner'
            $script:counted = 10
        }

        It 'sees the inner value and the outer ones' {
            $plain | Should -Be 'inner'
            $outermost | Should -Be 'file'
        }
    }

    Context 'after the nested' {
        It 'has the outer value again' {
            $plain | Should -Be 'block'
            $script:counted | Should -Be 10
        }
    }

    It 'knows where it is' {
        $PSScriptRoot | Should -BeLike '*samples'
        $PSCommandPath | Should -BeLike '*Scopes.Tests.ps1'
    }
}

Describe 'Colour <_>' -ForEach $colours {
    It 'is known to its specs' {
        $_ | Should -BeIn 'red', 'green'
    }
}

Describe 'Block <Name>' -ForEach @{ Name = 'one'; Size = 1 }, @{ Name = 'two'; Size = 2 } {
    BeforeAll { $doubled = $Size * 2 }

    It '<Name> adds <Extra>' -TestCases @{ Extra = 5 }, @{ Extra = 6 } {
        $doubled + $Extra | Should -Be ($Size * 2 + $Extra)
    }
}

Describe 'Cases' {
    It 'adds <A> and <B> to <Sum.Value>' -TestCases @(
        @{ A = 1; B = 2; Sum = @{ Value = 3 } }
        @{ A = 2; B = 2; Sum = @{ Value = 4 } }
    ) {
        param($A, $B, $Sum)
        $A + $B | Should -Be $Sum.Value
    }

    It 'takes plain values: <_>' -ForEach 'x', 'y' {
        $_ | Should -BeIn 'x', 'y'
    }

    It 'has its arguments bound by name' -TestCases @{ A = 1; B = 2 } {
        param($B, $A)
        "$A$B" | Should -Be '12'
    }
}

Describe 'TestDrive' {
    BeforeAll { Set-Content TestDrive:/kept.txt 'kept' }

    Context 'inside' {
        It 'can be written to' {
            Set-Content (Join-Path $TestDrive 'gone.txt') 'gone'
            'TestDrive:/gone.txt' | Should -Exist
        }
    }

    It 'loses what an inner block left, and keeps its own' {
        'TestDrive:/gone.txt' | Should -Not -Exist
        Get-Content TestDrive:/kept.txt | Should -Be 'kept'
    }
}
