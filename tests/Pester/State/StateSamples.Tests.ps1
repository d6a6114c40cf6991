# The samples that rehearse a change on a copy of the panel, and that keep the panel in a git repository.
Describe 'The sample that rehearses a change on a copy of the panel' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $script = (Resolve-Path (Join-Path $PSScriptRoot '../../../samples/rehearse.ps1')).Path
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain a.example -Client acme
        $null = 1..3 | ForEach-Object { New-NpMailbox "box$_@a.example" -Password 'Mb-Pw-123!' -Quota 1GB }
        $sandboxes = @(Get-NpSandbox).Count
    }
    AfterEach {
        # Whatever happened, the real panel is the default, and nothing is left behind.
        (Get-NpPanel | Where-Object IsDefault).Name | Should -Be spec
        @(Get-NpSandbox).Count | Should -Be $sandboxes
        Get-ChildItem ([IO.Path]::GetTempPath()) -Filter 'nodepoint-rehearsal-*' | Should -BeNullOrEmpty
    }
    AfterAll { Stop-SpecPanel }

    It 'shows what the change does, and leaves the panel as it is' {
        $said = & $script { Get-NpMailbox | Set-NpMailbox -Quota 5GB }
        $LASTEXITCODE | Should -Be 0
        $said | Should -Contain 'Mailbox box2@a.example: Quota from 1073741824 to 5368709120'
        $said[-1] | Should -Be '3 changes.'
        (Get-NpMailbox box2@a.example).Quota | Should -Be 1GB
    }

    It 'makes the change with -Apply, after a question' {
        $said = & $script { Get-NpMailbox | Set-NpMailbox -Quota 5GB } -Apply -WhatIf
        $said[-1] | Should -Be '3 changes.'
        (Get-NpMailbox box2@a.example).Quota | Should -Be 1GB
        $said = & $script { Get-NpMailbox | Set-NpMailbox -Quota 5GB } -Apply -Confirm:$false
        $LASTEXITCODE | Should -Be 0
        $said[-1] | Should -Be '3 changes, all as rehearsed.'
        (Get-NpMailbox box2@a.example).Quota | Should -Be 5GB
    }

    It 'gives the change the rows of a CSV file' {
        $csv = Join-Path $TestDrive boxes.csv
        Set-Content $csv 'Email', 'new1@a.example', 'new2@a.example'
        $said = & $script { $args[0] | New-NpMailbox -GeneratePassword } -Csv $csv -Apply -Confirm:$false
        $said | Should -Contain 'Mailbox new1@a.example: added'
        $said[-1] | Should -Be '2 changes, all as rehearsed.'
        (Get-NpMailbox new*).Count | Should -Be 2
    }

    It 'does not make a change that fails on the copy' {
        $said = & $script { 'box1@a.example', 'nobody@a.example' | ForEach-Object { Set-NpMailbox $_ -Quota 5GB } } -Apply -Confirm:$false
        $LASTEXITCODE | Should -Be 1
        "$($said -like 'Error:*')" | Should -BeLike "*'nobody@a.example' was not found*"
        $said[-1] | Should -BeLike '*not made on the panel.'
        (Get-NpMailbox box1@a.example).Quota | Should -Be 1GB
    }

    It 'says what the panel did otherwise than the copy' {
        $runs = @{ Count = 0 }
        $said = & $script { Set-NpMailbox box1@a.example -Quota (5GB + 1GB * $runs.Count++) } -Apply -Confirm:$false
        $said | Should -Contain 'Not rehearsed: Mailbox box1@a.example: Quota from 1073741824 to 6442450944'
        $said[-1] | Should -Be '1 change, not all as rehearsed.'
    }
}

Describe 'The sample that keeps a panel in a git repository' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/TalkingServer.ps1')
        $script = (Resolve-Path (Join-Path $PSScriptRoot '../../../samples/nightly-snapshot.ps1')).Path
        $isGitInstalled = [bool](Get-Command git -CommandType Application -ErrorAction Ignore)
        if (-not $isGitInstalled) { Write-Warning 'git is not installed, so the sample that needs it is not tested.' }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain a.example -Client acme
        $null = New-NpMailbox info@a.example -Password 'Mb-Pw-123!' -Quota 1GB
        $folder = Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid())
        if (-not $isGitInstalled) { Set-ItResult -Skipped -Because 'git is not installed' }
        $first = & $script -Path $folder
        $exit = $LASTEXITCODE
    }
    AfterEach { Get-ChildItem ([IO.Path]::GetTempPath()) -Filter 'nodepoint-snapshot-*' | Should -BeNullOrEmpty }
    AfterAll { Stop-SpecPanel }

    It 'commits the first state, and is silent while nothing changes' {
        $first | Should -BeNullOrEmpty
        $exit | Should -Be 0
        git -C $folder log --format=%s | Should -BeLike 'First snapshot of *: * objects'
        & $script -Path $folder -Panel spec | Should -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0
        @(git -C $folder log --format=%s).Count | Should -Be 1
    }

    It 'says what has changed since the last one, with exit code 2, and commits it' {
        Set-NpMailbox info@a.example -Quota 5GB
        $null = New-NpMailForward sales@a.example info@a.example
        $said = & $script -Path $folder
        $LASTEXITCODE | Should -Be 2
        $said[0] | Should -BeLike '2 changes on *'
        $said[1..2] | Sort-Object | Should -Be '  Mail forward sales@a.example: added', '  Mailbox info@a.example: Quota from 1073741824 to 5368709120'
        git -C $folder log -1 --format=%B | Should -Contain 'Mail forward sales@a.example: added'
        git -C $folder status --porcelain | Should -BeNullOrEmpty
        & $script -Path $folder | Should -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0
    }

    It 'says it too if the run before was killed between the export and the commit' {
        Set-NpMailbox info@a.example -Quota 5GB
        $null = Export-NpState $folder
        $said = & $script -Path $folder
        $LASTEXITCODE | Should -Be 2
        $said | Should -HaveCount 2
        $said[0] | Should -BeLike '1 change on *'
    }

    It 'keeps no secret' {
        git -C $folder grep -l -e '\$6\$' -e 'PRIVATE KEY' HEAD | Should -BeNullOrEmpty
    }

    It 'sends the changes by email' {
        Set-NpMailbox info@a.example -Quota 5GB
        $say = { param($text) , [Text.Encoding]::ASCII.GetBytes("$text`r`n") }
        $server = [TalkingServer]::new((& $say '220 mail.test'), @((& $say '250 mail.test'), (& $say '250 ok'), (& $say '250 ok'), (& $say '354 go on'), (& $say '250 ok')), 'Repeat')
        try {
            & $script -Path $folder -MailTo ops@example.org -MailFrom panel@example.org -SmtpServer 127.0.0.1 -SmtpPort $server.Port | Should -BeNullOrEmpty
            $LASTEXITCODE | Should -Be 2
        }
        finally { $server.Dispose() }
    }

    It 'writes errors as text, with exit code 1' {
        & $script -Path $folder -Panel nowhere | Should -BeLike "*'nowhere'*"
        $LASTEXITCODE | Should -Be 1
        Set-NpMailbox info@a.example -Quota 5GB
        $null = New-Item (Join-Path $folder .git/index.lock) -ItemType File
        "$(& $script -Path $folder)" | Should -BeLike 'git add: *index.lock*'
        $LASTEXITCODE | Should -Be 1
        Remove-Item (Join-Path $folder .git/index.lock)
        # What could not be committed is told the next time.
        & $script -Path $folder | Should -HaveCount 2
        $LASTEXITCODE | Should -Be 2
    }
}
