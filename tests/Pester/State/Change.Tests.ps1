# The panel's data log in words.
Describe 'The changes of a panel' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain a.example -Client acme
        $null = New-NpMailbox anna@a.example -Password 'Mb-Pw-123!' -Quota 1GB
        $start = [long](Get-NpDataLog -Since (Get-Date).AddYears(-20) | Select-Object -Last 1).Id
        Set-NpMailbox anna@a.example -Quota 5GB -Name Anna
        Set-NpMailbox anna@a.example -Password 'Other-Pw-456!'
        Set-NpMailDomain a.example -Client small -WarningAction SilentlyContinue
        $null = New-NpDnsZone a.example ns1.nodepoint.eu -Client acme
        $null = New-NpDnsRecord a.example www A 203.0.113.1
        Get-NpDnsRecord a.example www | Set-NpDnsRecord -Value 203.0.113.9
        $null = New-NpWebsite shop.example -Client acme
        $null = New-NpWebFolder /private -Website shop.example
        Remove-NpMailbox anna@a.example -Confirm:$false
        Set-NpSystemConfig mail -Name enable_custom_login -Value y -WarningAction SilentlyContinue
        $changes = Get-NpChange | Where-Object Id -gt $start
        function Find-Change($Noun, $Key, $Action) { $changes | Where-Object { $_.Noun -eq $Noun -and $_.Key -like $Key -and $_.Action -eq $Action } }
    }
    AfterAll { Stop-SpecPanel }

    It 'are sentences, oldest first' {
        "$(@(Find-Change NpMailbox anna@* Changed)[0])" | Should -Be "Mailbox anna@a.example: Name from '' to 'Anna', Quota from 1 GB to 5 GB"
        "$(@(Find-Change NpMailbox anna@* Changed)[1])" | Should -Be 'Mailbox anna@a.example: PasswordHash changed'
        "$(Find-Change NpMailbox anna@* Removed)" | Should -Be 'Mailbox anna@a.example: removed'
        "$(Find-Change NpDnsRecord www* Changed)" | Should -Be "DNS record www.a.example. A: Value from '203.0.113.1' to '203.0.113.9'"
        "$(Find-Change NpWebFolder /private* Added)" | Should -Be 'Protected folder /private (shop.example): added'
        $changes.Id | Should -Be ($changes.Id | Sort-Object)
    }

    It 'have the time, the user, the owner, the panel, and the members with their values' {
        $change = @(Find-Change NpMailbox anna@* Changed)[0]
        $change.User | Should -Be admin
        $change.Panel | Should -Be spec
        $change.Client | Should -Be acme
        $change.RecordId | Should -BeGreaterThan 0
        $change.Time | Should -BeGreaterThan (Get-Date).AddHours(-1)
        $quota = $change.Changes | Where-Object Member -eq Quota
        $quota.From, $quota.To | Should -Be '1073741824', '5368709120'
        ((Find-Change NpMailDomain a.example Changed)[0].Changes | Where-Object Member -eq Client).To | Should -Be small
        ((Find-Change NpWebFolder /private* Added).Changes | Where-Object Member -eq Website).To | Should -Be shop.example
    }

    It 'never show a secret' {
        $all = ($changes | Format-List * | Out-String) + ($changes | ConvertTo-Json -Depth 5) + ($changes | Out-String)
        $all | Should -Not -Match '\$6\$|PRIVATE KEY|Pw-123|Pw-456'
        $all | Should -Match PasswordHash
    }

    It 'are selected by time, user, noun, and name' {
        Get-NpChange -Since (Get-Date).AddHours(1) | Should -BeNullOrEmpty
        Get-NpChange -By nobody | Should -BeNullOrEmpty
        (Get-NpChange -By adm*).Count | Should -BeGreaterThan 8
        Get-NpChange -Noun NpMailbox, NpDns* | ForEach-Object Noun | Sort-Object -Unique | Should -Be NpDnsRecord, NpDnsZone, NpMailbox
        Get-NpChange -Key /private | ForEach-Object Noun | Should -Be NpWebFolder
        Get-NpChange -Noun NpMailboxFilter -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike 'NpMailboxFilter is not in the data log*'
    }

    It 'of what has no cmdlets are named by their table, without values' {
        $change = $changes | Where-Object Noun -eq ''
        "$change" | Should -Be 'Row sys_ini 1: config changed'
        $change.Changes.From | Should -BeNullOrEmpty
    }

    It 'are shown one on a line' {
        $text = $changes | Out-String -Width 200
        $text | Should -BeLike '*admin*Mailbox anna@a.example: *Quota from 1 GB to 5 GB*'
    }
}
