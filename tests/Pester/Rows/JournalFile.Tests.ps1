# The file of a journal: one command at a time writes it, under whatever name, and it is a regular file.
Describe 'The file of a journal' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $folder = (New-Item (Join-Path (Get-Item TestDrive:/).FullName 'links [1]') -ItemType Directory).FullName
        # Runs a command while another one has the journal open.
        function While-Open($Path, [scriptblock] $Meanwhile) {
            $held = $null
            1..2 | ForEach-Object { if ($_ -eq 2) { $script:outcome = & $Meanwhile }; [pscustomobject]@{ Domain = "d$_$([guid]::NewGuid().ToString('n')).example" } } | New-NpMailDomain -Journal $Path | Out-Null
            $script:outcome
        }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $journal = Join-Path $folder "$([guid]::NewGuid()).jsonl"
        $null = New-NpMailDomain first.example -Journal $journal
    }
    AfterAll { Stop-SpecPanel }

    It 'is locked under every name: <name>' -Skip:$IsWindows -TestCases @(
        @{ name = 'its own'; link = { $journal } }
        @{ name = 'a symbolic link'; link = { & ln -s $journal "$journal.symbolic"; "$journal.symbolic" } }
        @{ name = 'a hard link'; link = { & ln $journal "$journal.hard"; "$journal.hard" } }
        @{ name = 'a folder that is a link'; link = { & ln -s $folder "$TestDrive/also"; "$TestDrive/also/$(Split-Path $journal -Leaf)" } }
    ) {
        param($name, $link)
        $other = & $link
        $problem = While-Open $journal { try { New-NpMailDomain second.example -Journal $other -ErrorAction Stop } catch { $_ } }
        $problem.FullyQualifiedErrorId | Should -BeLike 'JournalNotUsable*'
        "$problem" | Should -BeLike '*in use by another command*'
        # It can be read all the while, and is whole afterwards.
        (While-Open $journal { (Get-NpJournal -LiteralPath $other).Done }) | Should -BeGreaterThan 0
        { Get-NpJournal -LiteralPath $journal -ErrorAction Stop } | Should -Not -Throw
        @(Get-ChildItem $folder -Filter '*.lock') | Should -BeNullOrEmpty
        $null = New-NpMailDomain third.example -Journal $other -WarningAction SilentlyContinue
        (Get-NpJournal -LiteralPath $journal).Sending | Should -Be 0
    }

    It 'is not <what>, which is refused with a plain message and not waited for' -Skip:$IsWindows -TestCases @(
        @{ what = 'a pipe'; path = { & mkfifo "$TestDrive/pipe"; "$TestDrive/pipe" } }
        @{ what = 'a device'; path = { '/dev/null' } }
        @{ what = 'a folder'; path = { $folder } }
    ) {
        param($what, $path)
        $odd = & $path
        { New-NpMailDomain odd.example -Journal $odd -ErrorAction Stop } | Should -Throw -ErrorId 'JournalNotUsable*' -ExpectedMessage "*'$([WildcardPattern]::Escape($odd))'*$what, not a regular file*-Journal*"
        { Get-NpJournal -LiteralPath $odd -ErrorAction Stop } | Should -Throw -ErrorId 'JournalNotUsable*' -ExpectedMessage "*$what*"
        @(Get-NpMailDomain odd.example -ErrorAction SilentlyContinue) | Should -BeNullOrEmpty
    }

    It 'has a path that is not empty' {
        foreach ($path in '', ' ') { { New-NpMailDomain odd.example -Journal $path -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotInFileSystem*' -ExpectedMessage '*-Journal*the path is empty*' }
        foreach ($path in '', ' ') { { Get-NpJournal -LiteralPath $path -ErrorAction Stop } | Should -Throw }
    }

    It 'is read by its literal path, and wildcards that match nothing are an error' {
        $odd = Join-Path $folder 'rows[1].jsonl'
        $null = New-NpMailDomain literal.example -Journal $odd
        (Get-NpJournal -LiteralPath $odd).Path | Should -Be $odd
        (Get-Item -LiteralPath $odd | Get-NpJournal).Path | Should -Be $odd
        (Get-NpJournal $odd).Path | Should -Be $odd
        { Get-NpJournal -LiteralPath (Join-Path $folder 'rows[2].jsonl') -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*' -ExpectedMessage '*rows`[2`]*'
        { Get-NpJournal 'no[1].jsonl' -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*' -ExpectedMessage '*-LiteralPath*'
    }
}
