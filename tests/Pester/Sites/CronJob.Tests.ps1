Describe 'Cron jobs' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpWebsite shop.example -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'accept their schedule as one text or field by field' {
        $job = New-NpCronJob https://shop.example/a -Website shop.example -Schedule '30 4 * * 1-5'
        $job.Minute, $job.Hour, $job.DayOfMonth, $job.Month, $job.DayOfWeek | Should -Be @('30', '4', '*', '*', '1-5')
        $job.Schedule | Should -Be '30 4 * * 1-5'
        (New-NpCronJob https://shop.example/b -Website shop.example -Schedule '@weekly').Schedule | Should -Be '0 0 * * 0'
        (New-NpCronJob https://shop.example/c -Website shop.example -Hour 3).Schedule | Should -Be '0 3 * * *'
        (New-NpCronJob https://shop.example/d -Website shop.example -Minute '*/10').Schedule | Should -Be '*/10 * * * *'
        (New-NpCronJob https://shop.example/e -Website shop.example -Schedule '@reboot').Schedule | Should -Be '@reboot'
        { New-NpCronJob https://shop.example/f -Website shop.example -ErrorAction Stop } | Should -Throw '*no schedule*'
    }

    It 'get their type from the command: a URL is requested, a command runs as the client is allowed to' {
        (New-NpCronJob https://shop.example/cron -Website shop.example -Schedule '@daily').Type | Should -Be 'Url'
        (New-NpCronJob '/usr/bin/php web/cron.php' -Website shop.example -Schedule '@daily').Type | Should -Be 'Chrooted'
        Set-NpClient acme -CronType full -WarningAction SilentlyContinue
        (New-NpCronJob /usr/bin/true -Website shop.example -Schedule '@daily').Type | Should -Be 'Full'
        $null = New-NpWebsite own.example
        (New-NpCronJob /usr/bin/true -Website own.example -Schedule '@daily').Type | Should -Be 'Full'
    }

    It 'of type Url require a URL, where the panel would accept anything' {
        Invoke-NpApi sites_cron_add @{ client_id = 1; params = @{ server_id = 1; parent_domain_id = 99; type = 'url'; command = 'not a url'; run_min = '0'; run_hour = '0'; run_mday = '*'; run_month = '*'; run_wday = '*'; active = 'y' } } | Should -Be 1
        { New-NpCronJob 'not a url' -Type Url -Website shop.example -Schedule '@daily' -ErrorAction Stop } | Should -Throw '*not a valid URL*'
        { New-NpCronJob https://shop.example/ -Website 99 -Schedule '@daily' -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        $null = New-NpCronJob https://shop.example/ -Website shop.example -Schedule '@daily'
        { Set-NpCronJob https://shop.example/ -Minute 99 -ErrorAction Stop } | Should -Throw '*-Minute*'
        Set-NpCronJob https://shop.example/ -Schedule '@hourly'
        (Get-NpCronJob https://shop.example/).Schedule | Should -Be '0 * * * *'
    }

    It 'belong to an existing website, which the panel does not check' {
        $id = Invoke-NpApi sites_cron_add @{ client_id = 0; params = @{ server_id = 1; parent_domain_id = 999; type = 'url'; command = 'https://example.com/'; run_min = '0'; run_hour = '4'; run_mday = '*'; run_month = '*'; run_wday = '*'; active = 'y' } }
        (Get-NpCronJob -Id $id).WebsiteId | Should -Be 999
        { New-NpCronJob 'https://example.com/' -Schedule '@daily' -Website 999 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'are the same if website, command and schedule are the same' {
        $null = New-NpCronJob https://shop.example/ -Website shop.example -Schedule '@daily'
        { New-NpCronJob https://shop.example/ -Website shop.example -Schedule '0 0 * * *' -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
        (New-NpCronJob https://shop.example/ -Website shop.example -Schedule '0 12 * * *').Id | Should -Be 2
        { Set-NpCronJob 2 -Hour 0 -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
    }
}
