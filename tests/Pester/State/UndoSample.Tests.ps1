Describe 'The sample that takes a wrong bulk change back' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $script = (Resolve-Path (Join-Path $PSScriptRoot '../../../samples/undo-bulk-change.ps1')).Path
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain a.example -Client acme
        $hash = '$6$rounds=5000$0123456789abcdef$' + ('a' * 86)
        $null = 1..500 | ForEach-Object { [pscustomobject]@{ Email = "box$_@a.example"; PasswordHash = $hash; Quota = "$($_)MB" } } | New-NpMailbox
        # The wrong change, and one that was made since.
        Get-NpMailbox *@a.example | Set-NpMailbox -Quota 1GB
        Set-NpMailbox box7@a.example -Quota 7GB
        $bulk = @{ Since = (Get-Date).AddHours(-1); Noun = 'NpMailbox'; Member = 'Quota'; To = '1073741824'; By = 'admin' }
        $wrong = { Get-NpMailbox *@a.example | Where-Object { $_.Quota -ne [long]($_.Email -replace '^box(\d+)@.*', '$1') * 1MB } }
    }
    AfterAll { Stop-SpecPanel }

    It 'shows with -WhatIf what it would do, and changes nothing' {
        $lines = & $script @bulk -Key 'box?@*' -WhatIf
        $LASTEXITCODE | Should -Be 1
        $lines[-1] | Should -BeLike "LEFT Quota of mailbox 'box7@a.example' was changed again since*"
        @(& $wrong).Count | Should -Be 500
    }

    It 'gives 500 mailboxes their own quotas again, but for the one that was changed since' {
        $lines = & $script @bulk -Confirm:$false
        $LASTEXITCODE | Should -Be 1
        $lines[-1] | Should -BeLike '499 objects are as they were, 1 are left as they are, 0 failed.'
        (& $wrong).Email | Should -Be 'box7@a.example'
        (Get-NpMailbox box7@a.example).Quota | Should -Be 7GB
        $again = & $script @bulk -Confirm:$false
        $again[-1] | Should -BeLike '0 objects are as they were, * 0 failed.'
    }

    It 'finds nothing to do at another time' {
        & $script -Since (Get-Date).AddHours(1) -Confirm:$false | Should -Be '0 changes of 0 objects:'
        $LASTEXITCODE | Should -Be 0
    }
}
